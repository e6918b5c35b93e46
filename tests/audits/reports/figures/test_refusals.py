import pytest

from audits.reports.figures.refusals import refusals
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import REGISTER
from policy.policies.models import Reason, Rule, Version
from policy.searches.choices import Action, State, Verdict
from tests.audits.reports.building import (
    above,
    approve,
    decided,
    draft,
    move,
    refusal,
    refused,
    say,
    submit,
    submitted,
    unit,
)
from tests.audits.reports.scopes import cells, moment, scope
from tests.factories.policies import LAPD_NOTICE, numbered, published_policy, shipped

pytestmark = pytest.mark.django_db

IN_OCTOBER = moment(10, 5)


def rules_by_clause(version: Version) -> dict[str, Rule]:
    """A refusing rule of each clause that has one."""
    rules = Rule.objects.filter(version=version, effect__in=("forbid", "refuse"))
    return {rule.clause.identifier: rule for rule in rules.select_related("clause")}


@pytest.fixture
def notice() -> Version:
    return published_policy(LAPD_NOTICE, at=moment(9, 1))


def row_of(rule: Rule, refused: int, stopped: int) -> dict[str, tuple[object, ...]]:
    version = rule.version
    key = f"{version.policy.slug}/{version.number}/{rule.clause.identifier}"
    words = (str(rule.clause), f"{version.title}, version {version.number}")
    return {key: (*words, refused, stopped)}


def test_refusal_counts_under_each_clause_and_once_in_the_total(notice):
    one, two = [rules_by_clause(notice)[clause] for clause in ("1", "2")]
    refused(IN_OCTOBER, one)
    refused(IN_OCTOBER, one, two)

    table = refusals(scope())

    assert [row.key for row in table.rows] == ["lapd-notice-2020/1/1", "lapd-notice-2020/1/2"]
    assert cells(table) == {
        **row_of(one, 2, 0),
        **row_of(two, 1, 0),
        "total": ("Requests, each counted once", "", 2, 0),
    }


def test_two_rules_of_one_clause_count_a_request_once(notice):
    one = rules_by_clause(notice)["1"]
    refused(IN_OCTOBER, one, one)

    assert cells(refusals(scope())) == {
        **row_of(one, 1, 0),
        "total": ("Requests, each counted once", "", 1, 0),
    }


def test_versions_of_a_policy_are_told_apart(notice):
    second = published_policy(numbered(shipped(LAPD_NOTICE), 2), at=moment(10, 1))
    old, new = [rules_by_clause(version)["1"] for version in (notice, second)]
    refused(IN_OCTOBER, old)
    refused(IN_OCTOBER, new)

    assert cells(refusals(scope())) == {
        **row_of(old, 1, 0),
        **row_of(new, 1, 0),
        "total": ("Requests, each counted once", "", 2, 0),
    }


def test_refusal_by_silence_has_no_clause():
    refused(IN_OCTOBER, None)

    assert cells(refusals(scope())) == {
        "no_clause": ("No clause permits it", "", 1, 0),
        "total": ("Requests, each counted once", "", 1, 0),
    }


def test_refusal_by_the_register_is_told_apart_from_silence():
    decision = decided(IN_OCTOBER, Gate.SUBMIT, Outcome.REFUSED, reason_count=1)
    Reason.objects.create(decision=decision, position=1, effect=REGISTER, text="Prohibited.")
    submit(draft(IN_OCTOBER), IN_OCTOBER, State.REFUSED, decision)
    refused(IN_OCTOBER, None)

    by_register = "None: the register of systems does not allow the system"
    assert cells(refusals(scope())) == {
        "register": (by_register, "", 1, 0),
        "no_clause": ("No clause permits it", "", 1, 0),
        "total": ("Requests, each counted once", "", 2, 0),
    }


def test_request_that_a_policy_stopped_later_is_told_apart_from_a_refused_one(notice):
    one = rules_by_clause(notice)["1"]
    request = approve(submitted(IN_OCTOBER), moment(10, 6))
    for hour in (9, 10):
        stopped = refusal(moment(10, 7, hour), Gate.RUN, one)
        move(request, Action.RUN, request.state, moment(10, 7, hour), stopped)

    assert cells(refusals(scope())) == {
        **row_of(one, 0, 1),
        "total": ("Requests, each counted once", "", 0, 1),
    }


def test_refusals_of_other_periods_and_units_are_left_out(notice):
    bureau = unit("B")
    one = rules_by_clause(notice)["1"]
    refused(moment(9, 30), one, unit=bureau)
    refused(IN_OCTOBER, one)

    assert cells(refusals(scope(unit=bureau))) == {
        "total": ("Requests, each counted once", "", 0, 0)
    }


def test_reasons_of_a_permit_are_no_refusal(notice):
    request = submitted(IN_OCTOBER)
    permitted = decided(IN_OCTOBER, Gate.APPROVE, Outcome.PERMITTED, notice, reason_count=1)
    allowing = Rule.objects.filter(version=notice, effect="allow")[0]
    Reason.objects.create(
        decision=permitted, position=1, rule=allowing, effect="allow", text="Because."
    )
    say(request, IN_OCTOBER, Verdict.APPROVED)
    move(request, Action.APPROVE, request.state, IN_OCTOBER, permitted, above(request))

    assert cells(refusals(scope())) == {"total": ("Requests, each counted once", "", 0, 0)}
