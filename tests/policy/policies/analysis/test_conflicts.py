"""Requirements that cannot all be met."""

import pytest

from policy.policies.analysis.conflicts import conflicts
from policy.policies.analysis.proving import Prover
from policy.policies.analysis.staffing import Staffing
from policy.policies.packs import RequirementText
from tests.policy.policies.building import a_policy, a_rule

# The words of ranks and other codes are on the office's lists.
pytestmark = pytest.mark.django_db

COMMERCIAL = 'system.ownership == "commercial"'
GOVERNMENT = 'system.ownership == "government"'
FLOOR = RequirementText("retention", {"record": "request", "min_days": 90})
CEILING = RequirementText("retention", {"record": "request", "max_days": 30})


def requiring(rule_id, *requirements, when="true", gates=("submit",)):
    return a_rule("require", when, id=rule_id, gates=gates, requirements=requirements)


def found(*rules, staffing=None):
    policy = a_policy(*rules)
    return list(conflicts(policy, Prover([policy]), staffing))


def names(*rules, **options):
    return [(each.kind.value, each.rules) for each in found(*rules, **options)]


def test_a_retention_floor_above_a_ceiling_of_the_same_record_conflicts():
    [finding] = found(requiring("floor", FLOOR, when=COMMERCIAL), requiring("ceiling", CEILING))

    assert (finding.kind, finding.rules) == ("conflicting_requirements", ("floor", "ceiling"))
    assert finding.text == "The request is to be kept for at least 90 days and at most 30 days."
    assert finding.example.facts == {"system.ownership": "commercial"}


def test_one_rule_can_contradict_itself():
    assert names(requiring("both", FLOOR, CEILING)) == [("conflicting_requirements", ("both",))]


def test_a_conflict_counts_across_gates():
    rules = [
        requiring("floor", FLOOR, gates=("submit",)),
        requiring("ceiling", CEILING, gates=("keep",)),
    ]

    assert [finding.example.gate for finding in found(*rules)] == ["keep"]


@pytest.mark.parametrize(
    "other",
    [
        requiring("x", RequirementText("retention", {"record": "audit", "max_days": 30})),
        requiring("x", RequirementText("retention", {"record": "request", "max_days": 90})),
        requiring("x", CEILING, when=GOVERNMENT),
    ],
)
def test_another_record_a_high_ceiling_or_another_request_does_not_conflict(other):
    assert found(requiring("floor", FLOOR, when=COMMERCIAL), other) == []


def test_requirements_of_requests_that_are_refused_never_come_together():
    rules = [
        requiring("floor", FLOOR, when=COMMERCIAL),
        requiring("ceiling", CEILING),
        a_rule("forbid", COMMERCIAL),
    ]

    assert found(*rules) == []


def test_one_name_cannot_stand_for_two_documents():
    documents = [
        RequirementText("document", {"name": "form", "label": label})
        for label in ("Request form", "Consent form")
    ]

    [finding] = found(*(requiring(f"r{i}", each) for i, each in enumerate(documents)))

    assert finding.rules == ("r0", "r1")
    assert "“form” stands for two things" in finding.text


def test_the_same_document_asked_for_twice_is_no_conflict():
    document = RequirementText("document", {"name": "form", "label": "Request form"})

    assert found(requiring("a", document), requiring("b", document)) == []


@pytest.mark.parametrize(("gates", "late"), [(("run",), True), (("submit", "run"), False)])
def test_notice_before_something_that_is_over_comes_too_late(gates, late):
    notice = RequirementText("notice", {"to": "the council", "text": "Told.", "before": "submit"})

    assert bool(found(requiring("x", notice, gates=gates))) == late


@pytest.mark.parametrize(
    ("details", "people", "enough"),
    [
        ({"count": 1}, {"sergeant": 1, "detective": 1}, True),
        ({"count": 2, "rank": "sergeant"}, {"sergeant": 1, "detective": 5}, False),
        ({"count": 2, "rank": "sergeant"}, {"sergeant": 1, "captain": 1, "detective": 1}, True),
        ({"count": 1, "rank": "captain"}, {"sergeant": 9}, False),
        ({"count": 1, "independent_of": ("requester", "operator")}, {"sergeant": 2}, False),
        ({"count": 1, "independent_of": ("requester", "operator")}, {"sergeant": 3}, True),
        ({"count": 1}, {"sergeant": 1}, False),
    ],
)
def test_a_unit_needs_enough_people_of_the_rank_besides_those_approved(details, people, enough):
    rule = requiring("x", RequirementText("approval", details))

    assert (found(rule, staffing=Staffing("Unit 7", people)) == []) == enough


def test_rules_that_together_leave_nobody_are_found_together():
    rules = [
        requiring("two", RequirementText("approval", {"count": 2})),
        requiring("captain", RequirementText("approval", {"rank": "captain"})),
        requiring("else", RequirementText("approval", {"count": 1})),
    ]
    staffing = Staffing("Unit 7", {"captain": 1, "sergeant": 5})

    [finding] = found(*rules, staffing=staffing)

    assert finding.rules == ("two", "captain")
    assert finding.text == (
        "Unit 7, with 6 people, has nobody left who may approve what two, captain asks."
    )


@pytest.mark.parametrize(
    ("refused", "rank", "impossible"),
    [
        ('approver.rank >= "captain"', "captain", True),
        ('approver.rank > "sergeant"', "sergeant", False),
        ('approver.rank < "captain"', "captain", False),
        ("approver.in_chain", None, True),
        ("approver.is_requester", None, False),
        ('approver.rank >= "captain" && request.exigent', "captain", False),
    ],
)
def test_an_approval_by_people_who_may_not_approve_cannot_be_given(refused, rank, impossible):
    details = {"rank": rank} if rank else {"count": 1}
    rules = [
        requiring("x", RequirementText("approval", details)),
        a_rule("forbid", refused, gates=("approve",)),
    ]

    assert names(*rules) == ([("conflicting_requirements", ("x",))] if impossible else [])


def test_an_approval_that_nobody_may_give_comes_with_a_request():
    [finding] = found(
        requiring("x", RequirementText("approval", {"rank": "captain"}), when=COMMERCIAL),
        a_rule("refuse", 'approver.rank >= "captain"', gates=("approve",)),
    )

    assert finding.text == (
        "1 approval by someone of at least the rank of captain: whoever could give it is refused "
        "at the approval."
    )
    assert finding.example.facts == {"system.ownership": "commercial"}
