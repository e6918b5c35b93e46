"""Whether a version is stricter than another."""

import pytest

from policy.language.facts import Fact, Kind
from policy.policies.analysis.comparing import compare
from policy.policies.packs import RequirementText
from policy.policies.vocabulary import VOCABULARY
from tests.policy.policies.building import a_policy, a_rule

# The words of ranks and other codes are on the office's lists.
pytestmark = pytest.mark.django_db

COMMERCIAL = 'system.ownership == "commercial"'
ALLOW, FORBID = ("allow", "true"), ("forbid", COMMERCIAL)
REFUSE, NONE = ("refuse", COMMERCIAL), ("allow", "false")


def policy(*rules):
    return a_policy(*(a_rule(*rule) for rule in rules))


def asking(kind, **details):
    return a_policy(
        a_rule("allow"), a_rule("require", requirements=(RequirementText(kind, details),))
    )


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ([ALLOW], [ALLOW, FORBID], "stricter"),
        ([ALLOW, FORBID], [ALLOW], "looser"),
        ([ALLOW, FORBID], [ALLOW, REFUSE], "equal"),
        ([ALLOW, FORBID], [("allow", "!request.exigent")], "both"),
        ([ALLOW, REFUSE], [("allow", f"!({COMMERCIAL})")], "looser"),
        ([NONE], [FORBID], "stricter"),
        ([ALLOW], [NONE], "stricter"),
        ([("allow", "request.exigent")], [("allow", "!(!request.exigent)")], "equal"),
    ],
)
def test_what_is_permitted_or_left_to_others_decides(before, after, direction):
    found = compare(policy(*before), policy(*after))

    assert (found.overall, found.gates[0].direction) == (direction, direction)
    assert {each.direction.value for each in found.gates[1:]} == {"equal"}


@pytest.mark.parametrize(
    ("kind", "loose", "strict"),
    [
        ("approval", {"count": 1}, {"count": 2}),
        ("approval", {"rank": "sergeant"}, {"rank": "captain"}),
        ("approval", {}, {"independent_of": ("operator",)}),
        ("approval", {"within_hours": 24}, {"within_hours": 12}),
        ("review", {"examiners": 1}, {"examiners": 2}),
        ("review", {"examiners": 1}, {"examiners": 1, "blind": True}),
        ("expiry", {"hours": 24}, {"hours": 12}),
        ("retention", {"record": "audit", "min_days": 1}, {"record": "audit", "min_days": 2}),
        ("retention", {"record": "audit", "max_days": 2}, {"record": "audit", "max_days": 1}),
    ],
)
def test_who_requires_more_is_stricter(kind, loose, strict):
    one, other = asking(kind, **loose), asking(kind, **strict)

    assert (compare(one, other).overall, compare(other, one).overall) == ("stricter", "looser")


def test_an_added_requirement_is_stricter_and_told_in_words():
    found = compare(policy(ALLOW), asking("document", name="form", label="Request form"))

    stricter = found.gates[0].stricter
    assert found.overall == "stricter"
    assert stricter.text == "Version 1 asks for more: a document: Request form."
    assert stricter.example.text == "Someone asks to submit the request."


def test_an_example_says_what_each_version_does():
    found = compare(policy(ALLOW), policy(ALLOW, FORBID))

    stricter = found.gates[0].stricter
    assert stricter.text == "Version 1 permits it; version 1 refuses it."
    assert stricter.example.facts == {"system.ownership": "commercial"}


def asked(when, **fact):
    vocabulary = VOCABULARY.extended([Fact("answer.danger", label="Danger", **fact)])
    return a_policy(a_rule("allow", when), vocabulary=vocabulary)


def test_a_question_that_takes_other_answers_is_another_question():
    yes_no = asked("answer.danger", kind=Kind.YES_NO)
    number = asked("answer.danger > 3", kind=Kind.NUMBER)

    found = compare(yes_no, number)

    assert found.overall == "both"
    assert found.gates[0].stricter.example.facts == {
        "answer.danger_before": True,
        "answer.danger": 0,
    }


def test_a_question_with_one_more_choice_is_the_same_question():
    few = asked('answer.danger == "some"', kind=Kind.CHOICE, choices={"no": "no", "some": "some"})
    more = asked(
        'answer.danger in ["some", "high"]',
        kind=Kind.CHOICE,
        choices={"no": "no", "some": "some", "high": "high"},
    )

    assert compare(few, more).overall == "looser"
