"""The smallest changes, against a search through every change there is."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.language.cel import as_source
from policy.language.facts import Fact, Kind, Vocabulary
from policy.policies.deciding import decide, smallest_changes
from tests.policy.language.strategies import conditions
from tests.policy.policies.building import a_policy, a_rule

GRADES = {"low": "low", "middle": "middle", "high": "high"}
SMALL = Vocabulary(
    [
        *(Fact(name, Kind.YES_NO, name) for name in ("a.one", "a.two", "b.one")),
        Fact("b.grade", Kind.ORDERED, "grade", GRADES),
    ]
)
VALUES = {
    name: list(fact.choices) if fact.choices else [True, False] for name, fact in SMALL.items()
}

rules = st.builds(
    a_rule,
    st.sampled_from(["forbid", "except", "refuse", "allow", "require"]),
    conditions(SMALL).map(as_source),
)
policies = st.builds(
    lambda some: a_policy(*some, vocabulary=SMALL), st.lists(rules, min_size=1, max_size=4)
)
known_facts = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([None, *values]) for name, values in VALUES.items()}
)


def minimal_names(some, known):
    """The smallest sets of facts by which some change permits, by trying every change."""
    found = []
    for size in (1, 2, 3):
        for names in combinations(SMALL, size):
            if not any(set(small) <= set(names) for small in found) and turns(some, known, names):
                found.append(names)
    return {frozenset(names) for names in found}


def turns(some, known, names):
    values = product(*(VALUES[name] for name in names))
    changed = ({**known, **dict(zip(names, each, strict=True))} for each in values)
    return any(decide(some, gate="submit", facts=each).outcome == "permitted" for each in changed)


@settings(deadline=None)
@given(st.lists(policies, min_size=1, max_size=2), known_facts)
def test_no_smaller_change_is_missed(some, known):
    changes = smallest_changes(some, gate="submit", facts=known)

    if decide(some, gate="submit", facts=known).outcome == "permitted":
        assert changes == []
    elif len(changes) < 10:
        names = {frozenset(change) for change in changes}
        smallest = {each for each in names if not any(other < each for other in names)}
        assert smallest == minimal_names(some, known)


@settings(deadline=None)
@given(st.lists(policies, min_size=1, max_size=2), known_facts)
def test_every_change_permits_and_none_contains_another(some, known):
    changes = smallest_changes(some, gate="submit", facts=known)

    outcomes = [decide(some, gate="submit", facts={**known, **each}).outcome for each in changes]
    assert all(outcome == "permitted" for outcome in outcomes)
    assert not any(
        one.items() <= other.items() for one in changes for other in changes if one is not other
    )
    assert all(known.get(name) != value for each in changes for name, value in each.items())
    assert len(changes) <= 10


@settings(deadline=None)
@given(policies, known_facts)
def test_the_answer_is_the_same_every_time(policy, known):
    first = smallest_changes([policy], gate="submit", facts=known)
    second = smallest_changes([policy], gate="submit", facts=dict(reversed(known.items())))

    assert first == second


MANY_GALLERIES = (
    '["booking_photos", "juvenile_booking_photos", "supervision_photos", "driver_licenses",'
    ' "passport_visa", "missing_persons", "unsolved_photos"]'
)
CASES = {
    "a yes/no fact is flipped": (
        "!request.agency_is_outside",
        {"request.agency_is_outside": True},
        [{"request.agency_is_outside": False}],
    ),
    "choices that no rule tells apart are represented by the first": (
        'request.media in ["video_frame", "still"]',
        {"request.media": "live"},
        [{"request.media": "still"}],
    ),
    "an ordered choice goes to the boundary": (
        'request.legal_basis >= "court_order"',
        {"request.legal_basis": "none"},
        [{"request.legal_basis": "court_order"}],
    ),
    "a number goes to the boundary": (
        "system.true_positive_rate >= 98",
        {"system.true_positive_rate": 91},
        [{"system.true_positive_rate": 98}],
    ),
    "a number goes just beyond the boundary": (
        "system.days_since_test < 365",
        {"system.days_since_test": 900},
        [{"system.days_since_test": 364}],
    ),
    "a number goes between two boundaries": (
        "system.true_positive_rate > 98 && system.true_positive_rate < 99",
        {"system.true_positive_rate": 91},
        [{"system.true_positive_rate": 98.5}],
    ),
    "a text becomes what a rule names": (
        'system.name == "LACRIS"',
        {"system.name": "Clearview AI"},
        [{"system.name": "LACRIS"}],
    ),
    "a text becomes any other": (
        'system.name != "Clearview AI"',
        {"system.name": "Clearview AI"},
        [{"system.name": "(any other)"}],
    ),
    "a set gains a choice": (
        '"booking_photos" in system.galleries',
        {"system.galleries": ["driver_licenses"]},
        [{"system.galleries": ["booking_photos", "driver_licenses"]}],
    ),
    "a set loses a choice": (
        '!("social_media" in system.galleries)',
        {"system.galleries": ["booking_photos", "social_media"]},
        [{"system.galleries": ["booking_photos"]}],
    ),
    "a set loses all that is not named": (
        'system.galleries.all(each, each in ["booking_photos", "missing_persons"])',
        {"system.galleries": ["booking_photos", "social_media"]},
        [{"system.galleries": ["booking_photos"]}],
    ),
    "a set keeps what no rule speaks of": (
        '"booking_photos" in system.galleries && !("social_media" in system.galleries)',
        {"system.galleries": ["missing_persons", "social_media"]},
        [{"system.galleries": ["booking_photos", "missing_persons"]}],
    ),
    "a set of many named choices loses what is not named": (
        f"system.galleries.all(each, each in {MANY_GALLERIES})",
        {"system.galleries": ["booking_photos", "passport_visa", "social_media"]},
        [{"system.galleries": ["booking_photos", "passport_visa"]}],
    ),
    "a set of many named choices gains one": (
        (
            f"system.galleries.all(each, each in {MANY_GALLERIES})"
            ' && "unsolved_photos" in system.galleries'
        ),
        {"system.galleries": ["booking_photos", "passport_visa"]},
        [{"system.galleries": ["booking_photos", "passport_visa", "unsolved_photos"]}],
    ),
    "an unknown fact becomes known": (
        "request.exigent",
        {},
        [{"request.exigent": True}],
    ),
    "two facts change where one is not enough": (
        'request.exigent && request.media == "live"',
        {"request.exigent": False, "request.media": "still"},
        [{"request.media": "live", "request.exigent": True}],
    ),
    "four facts are too many": (
        "request.exigent && requester.sworn && requester.active && system.is_trial",
        {},
        [],
    ),
}


@pytest.mark.parametrize(("when", "known", "expected"), CASES.values(), ids=CASES)
def test_a_fact_changes_to_the_nearest_value_that_matters(when, known, expected):
    policy = a_policy(a_rule("allow", when))

    assert smallest_changes([policy], gate="submit", facts=known) == expected


def test_a_date_goes_to_the_boundary():
    vocabulary = Vocabulary([Fact("a.day", Kind.DATE, "day")])
    policy = a_policy(a_rule("allow", 'a.day > "2020-02-28"'), vocabulary=vocabulary)

    changes = smallest_changes([policy], gate="submit", facts={"a.day": "2019-01-01"})

    assert changes == [{"a.day": "2020-02-29"}]


def test_changes_of_few_facts_and_few_groups_come_first():
    policy = a_policy(
        a_rule("allow", "system.is_trial && requester.sworn"),
        a_rule("allow", "request.exigent && request.image_modified"),
        a_rule("allow", "requester.active"),
    )

    changes = smallest_changes([policy], gate="submit", facts={})

    assert changes == [
        {"requester.active": True},
        {"request.exigent": True, "request.image_modified": True},
        {"system.is_trial": True, "requester.sworn": True},
    ]


def test_a_refusal_turns_by_its_exception_as_well():
    policy = a_policy(
        a_rule("refuse", "request.sensitive_event"),
        a_rule("except", "request.exigent"),
        a_rule("allow", "true"),
    )
    known = {"request.sensitive_event": True, "request.exigent": False}

    changes = smallest_changes([policy], gate="submit", facts=known)

    assert changes == [{"request.exigent": True}, {"request.sensitive_event": False}]


def test_at_most_ten_changes_are_told():
    names = ("tested_by_nist", "tested_in_operation", "risk_assessed", "is_trial", "keeps_probe")
    pairs = combinations([f"system.{name}" for name in (*names, "policy_posted")], 2)
    policy = a_policy(*(a_rule("allow", f"{one} && {other}") for one, other in pairs))

    changes = smallest_changes([policy], gate="submit", facts={})

    assert len(changes) == 10


def test_where_nothing_can_permit_there_is_no_change():
    policy = a_policy(a_rule("forbid", "true"), a_rule("allow", "request.exigent"))

    assert smallest_changes([policy], gate="submit", facts={}) == []
    assert smallest_changes([], gate="submit", facts={}) == []
