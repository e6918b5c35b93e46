from datetime import datetime, timedelta

import pytest

from audits.reports.figures.decisions import decisions
from audits.reports.figures.versions import versions
from policy.policies import actions
from policy.policies.choices import Gate, Outcome
from policy.searches.choices import Action
from tests.audits.reports.building import decided, move, submitted, unit
from tests.audits.reports.scopes import cells, moment, scope
from tests.factories.policies import LAPD_NOTICE, draft_policy, numbered, published_policy, shipped

pytestmark = pytest.mark.django_db

BEGINS, ENDS = moment(10, 1, 0), moment(11, 1, 0)
SECOND = timedelta(seconds=1)


def in_force(since: datetime, until: datetime | None) -> list[str]:
    published_policy(LAPD_NOTICE, at=since, in_force_until=until)
    return [row.key for row in versions(scope()).rows]


def test_version_is_named_with_its_time_in_force_and_its_digest():
    version = published_policy(LAPD_NOTICE, at=moment(9, 1), in_force_until=moment(10, 20))

    assert cells(versions(scope())) == {
        "lapd-notice-2020/1": (
            version.title,
            "1",
            "2026-09-01T09:00:00-07:00",
            "2026-10-20T09:00:00-07:00",
            version.digest,
        )
    }
    assert len(version.digest) == 64


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (moment(9, 1), None),
        (moment(9, 1), BEGINS + SECOND),
        (ENDS - SECOND, None),
        (moment(10, 5), moment(10, 6)),
    ],
)
def test_version_in_force_at_any_moment_of_the_period_is_named(since, until):
    assert in_force(since, until) == ["lapd-notice-2020/1"]


@pytest.mark.parametrize(("since", "until"), [(moment(9, 1), BEGINS), (ENDS, None)])
def test_version_that_ended_before_or_began_after_is_not_named(since, until):
    assert in_force(since, until) == []


def test_version_that_was_withdrawn_before_its_time_never_was_in_force():
    version = published_policy(LAPD_NOTICE, at=moment(9, 1), in_force_from=moment(10, 10))
    actions.withdraw(version=version, by=version.author, at=moment(10, 2), reason="Not needed.")

    assert versions(scope()).rows == ()


def test_draft_is_not_named():
    draft_policy(LAPD_NOTICE, at=moment(9, 1))

    assert versions(scope()).rows == ()


def test_decisions_are_counted_by_version_and_outcome():
    first = published_policy(LAPD_NOTICE, at=moment(9, 1))
    second = published_policy(numbered(shipped(LAPD_NOTICE), 2), at=moment(10, 10))
    lacris = published_policy("lacris-member-policy", at=moment(9, 1))
    decided(moment(10, 5), Gate.SUBMIT, Outcome.PERMITTED, first, lacris)
    decided(moment(10, 5), Gate.SUBMIT, Outcome.REFUSED, first, lacris)
    decided(moment(10, 15), Gate.RUN, Outcome.UNDECIDED, second, lacris)

    assert [(row.key, row.values[2:]) for row in decisions(scope()).rows] == [
        ("lacris-member-policy/1", (3, 1, 1, 1)),
        ("lapd-notice-2020/1", (2, 1, 1, 0)),
        ("lapd-notice-2020/2", (1, 0, 0, 1)),
    ]


def test_decisions_of_the_period_count_whenever_the_request_was_submitted():
    notice = published_policy(LAPD_NOTICE, at=moment(9, 1))
    decided(BEGINS - SECOND, Gate.SUBMIT, Outcome.PERMITTED, notice)
    decided(BEGINS, Gate.APPROVE, Outcome.PERMITTED, notice)
    decided(ENDS - SECOND, Gate.RUN, Outcome.PERMITTED, notice)
    decided(ENDS, Gate.RELEASE, Outcome.PERMITTED, notice)

    assert cells(decisions(scope()))["lapd-notice-2020/1"][2:] == (2, 2, 0, 0)


def test_decisions_of_a_unit_are_those_about_its_requests():
    notice = published_policy(LAPD_NOTICE, at=moment(9, 1))
    bureau = unit("B")
    for of in (unit("D", bureau), unit("X")):
        made = decided(moment(10, 5), Gate.APPROVE, Outcome.REFUSED, notice)
        request = submitted(moment(10, 5), unit=of)
        move(request, Action.APPROVE, request.state, moment(10, 5), made)

    assert cells(decisions(scope(unit=bureau)))["lapd-notice-2020/1"][2:] == (1, 0, 1, 0)


def test_version_under_which_nothing_was_decided_has_zeros():
    published_policy(LAPD_NOTICE, at=moment(9, 1))

    assert cells(decisions(scope()))["lapd-notice-2020/1"][2:] == (0, 0, 0, 0)
