import pytest

from policy.policies.deciding import compile_pack
from policy.policies.models import Decision
from policy.policies.packs import read_pack
from policy.searches.choices import State
from policy.searches.replays import replay
from tests.factories.systems import SystemFactory
from tests.policy.searches.office import PACKS, open_office, request_in, submitted
from tests.policy.searches.replays.office import BEGINS, ENDS, LOOSER, STRICTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return open_office()


def commercial():
    """A commercial system that the register allows, so that the policies alone refuse it."""
    return SystemFactory(ownership="commercial")


def replayed(text, **changes):
    period = {"begins": BEGINS, "ends": ENDS} | changes
    return replay(compile_pack(read_pack(text)), **period)


def test_stricter_draft_flips_what_it_forbids_at_each_gate_by_its_clause(office):
    approved = request_in(State.APPROVED, office)
    submitted(office, offense="homicide")

    figures = replayed(STRICTER)

    assert figures["decisions"] == 3
    assert figures["flips"] == [
        {"gate": "approve", "before": "permitted", "after": "refused", "decisions": 1},
        {"gate": "submit", "before": "permitted", "after": "refused", "decisions": 1},
    ]
    assert figures["by_clause"] == [
        {
            "policy": "no-robbery",
            "clause": "1",
            "rule": "1-robbery",
            "before": "permitted",
            "after": "refused",
            "decisions": 2,
        }
    ]
    assert {entry["request"] for entry in figures["requests"]} == {approved.number}


def test_flips_are_counted_by_unit_offense_and_system(office):
    submitted(office)

    figures = replayed(STRICTER)

    flip = {"before": "permitted", "after": "refused", "decisions": 1}
    unit = office.requester.person.unit.name
    assert figures["by_unit"] == [{"unit": unit} | flip]
    assert figures["by_offense"] == [{"offense": "robbery"} | flip]
    assert figures["by_system"] == [{"system": "LACRIS"} | flip]


def test_draft_stands_in_the_place_of_its_own_policy_and_beside_the_others(office):
    """The notice refused Clearview, and so did the board's policy: only both together permit."""
    submitted(office, system=commercial())

    alone = replayed(LOOSER)
    instead_of_all = replayed(LOOSER, instead_of=PACKS)

    assert alone["flipped"] == 0
    assert instead_of_all["flips"] == [
        {"gate": "submit", "before": "refused", "after": "permitted", "decisions": 1}
    ]


def test_flip_names_the_clauses_that_decided_then(office):
    submitted(office, system=commercial())

    figures = replayed(LOOSER, instead_of=PACKS)

    decided = Decision.objects.get()
    clauses = {
        (reason.rule.version.policy.slug, reason.rule.clause.identifier)
        for reason in decided.reasons.all()
    }
    assert {(e["policy"], e["clause"]) for e in figures["by_clause_then"]} == clauses
    assert {e["decisions"] for e in figures["by_clause_then"]} == {1}


def test_replay_changes_nothing_that_is_stored(office):
    submitted(office)
    before = list(Decision.objects.values())

    replayed(STRICTER)

    assert list(Decision.objects.values()) == before


def test_decisions_before_and_after_the_period_are_left_alone(office):
    submitted(office)

    figures = replayed(STRICTER, ends=BEGINS + (ENDS - BEGINS) / 4)

    assert (figures["decisions"], figures["flipped"]) == (0, 0)


def test_policy_in_force_of_that_day_decides_and_not_that_of_today(office):
    """The same moment is judged by the versions of its own day, whatever follows later."""
    submitted(office, system=commercial())
    from policy.policies.actions import withdraw
    from policy.policies.models import Version

    for version in Version.objects.all():
        withdraw(version=version, by=version.published_by, at=ENDS, reason="Over.")

    assert replayed(LOOSER)["flipped"] == 0
