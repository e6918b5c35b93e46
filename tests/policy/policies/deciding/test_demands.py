import pytest

from policy.personnel.choices import Grade
from policy.policies.deciding import Demands, Retention, merge_requirements


def of_kind(kind, **details):
    return {"policy": "test", "clause": "1", "rule": "r", "kind": kind, **details}


def test_the_floor_is_one_approval_in_the_chain_and_one_examiner():
    demands = merge_requirements([])

    assert demands == Demands(
        approvals=1,
        approver_rank=None,
        in_chain=True,
        independent_of=frozenset({"requester"}),
        approve_within_hours=None,
        reviewers=1,
        blind=False,
        attestations=(),
        documents=(),
        expiry_hours=None,
        after_the_fact_hours=None,
        notices=(),
        retention={},
    )


def test_no_policy_lowers_the_floor():
    demands = merge_requirements([of_kind("approval", count=1, in_chain=False)])

    assert demands == Demands()


def test_the_strictest_of_several_approvals_holds():
    demands = merge_requirements(
        [
            of_kind("approval", count=2, rank="captain", within_hours=48),
            of_kind("approval", count=3, rank="lieutenant", independent_of=("operator",)),
            of_kind("approval", within_hours=4),
        ]
    )

    assert demands == Demands(
        approvals=3,
        approver_rank="captain",
        independent_of=frozenset({"requester", "operator"}),
        approve_within_hours=4,
    )


@pytest.mark.parametrize("low", range(len(Grade)))
def test_the_highest_rank_holds_whatever_the_alphabet_says(low):
    ranks = [Grade.values[low], Grade.CHIEF.value]

    demands = merge_requirements([of_kind("approval", rank=rank) for rank in ranks])

    assert demands.approver_rank == "chief"


def test_the_most_examiners_and_any_blindness_hold():
    demands = merge_requirements(
        [of_kind("review", examiners=2, blind=False), of_kind("review", examiners=1, blind=True)]
    )

    assert (demands.reviewers, demands.blind) == (2, True)


def test_the_fewest_hours_hold():
    demands = merge_requirements(
        [
            of_kind("expiry", hours=72),
            of_kind("expiry", hours=24),
            of_kind("after_the_fact", hours=12),
            of_kind("after_the_fact", hours=36),
        ]
    )

    assert (demands.expiry_hours, demands.after_the_fact_hours) == (24, 12)


def test_what_several_rules_demand_in_the_same_words_is_demanded_once():
    lawful = of_kind("attestation", name="lawful", text="Lawful.", by="requester")
    other = of_kind("attestation", name="lawful", text="Quite lawful.", by="requester")
    form = of_kind("document", name="form", label="Form")
    told = of_kind("notice", to="Board", text="Used.", after="run")

    demands = merge_requirements([lawful, {**lawful, "rule": "again"}, other, form, form, told])

    assert demands.attestations == (lawful, other)
    assert demands.documents == (form,)
    assert demands.notices == (told,)


def test_a_record_is_kept_for_the_longest_floor_and_the_shortest_ceiling():
    demands = merge_requirements(
        [
            of_kind("retention", record="audit", min_days=365),
            of_kind("retention", record="audit", min_days=1095, max_days=3650),
            of_kind("retention", record="audit", max_days=1825),
            of_kind("retention", record="probe_image", max_days=30),
        ]
    )

    assert demands.retention == {
        "audit": Retention(1095, 1825),
        "probe_image": Retention(None, 30),
    }


@pytest.mark.parametrize(
    ("floor", "ceiling", "conflict"),
    [(10, 9, True), (10, 10, False), (9, 10, False), (10, None, False), (None, 0, False)],
)
def test_a_floor_above_a_ceiling_is_a_conflict(floor, ceiling, conflict):
    assert Retention(floor, ceiling).conflict is conflict
