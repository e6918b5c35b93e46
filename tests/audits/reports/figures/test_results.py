import pytest

from audits.reports.figures.dispositions import dispositions
from audits.reports.figures.reviews import reviews
from audits.reports.figures.searches import searches
from policy.searches.choices import Disposition, Finding
from tests.audits.reports.building import (
    approve,
    close,
    conclude,
    record,
    release,
    request_that_became,
    review,
    run,
    submitted,
    unit,
)
from tests.audits.reports.scopes import cells, counted, moment, scope

pytestmark = pytest.mark.django_db

IN_OCTOBER = moment(10, 5)
NEXT_DAY = moment(10, 6)


def searched(candidates: int | None = 5, **fields: object):
    request = run(approve(submitted(IN_OCTOBER, **fields), NEXT_DAY), NEXT_DAY)
    return request if candidates is None else record(request, NEXT_DAY, candidates)


def test_searches_by_result():
    searched(candidates=None)
    searched(candidates=0)
    searched(candidates=0)
    searched(candidates=7)
    release(searched(), NEXT_DAY)
    close(release(searched(), NEXT_DAY), NEXT_DAY)
    request_that_became("approved", IN_OCTOBER)

    assert counted(searches(scope())) == {
        "run": 6,
        "not_recorded": 1,
        "without_candidates": 2,
        "with_candidates": 3,
        "leads": 2,
    }


def test_search_after_the_period_counts_for_the_request_of_the_period():
    run(approve(submitted(moment(10, 31)), moment(11, 2)), moment(11, 3))
    run(approve(submitted(moment(9, 30)), moment(10, 1)), moment(10, 2))

    assert counted(searches(scope())) == {"run": 1, "not_recorded": 1}


def test_every_examiner_s_review_counts():
    request = searched()
    review(request, NEXT_DAY, Finding.LEAD)
    release(request, NEXT_DAY)
    conclude(searched(), NEXT_DAY)
    review(searched(), NEXT_DAY, Finding.UNSUITABLE)

    table = reviews(scope())

    assert counted(table) == {"lead": 2, "no_lead": 1, "unsuitable": 1}
    assert table.total.values == ("All reviews", 4)


def test_dispositions_tell_those_with_a_lead_apart():
    close(release(searched(), NEXT_DAY), NEXT_DAY, Disposition.MISIDENTIFICATION)
    for _ in range(2):
        close(conclude(searched(), NEXT_DAY), NEXT_DAY, Disposition.NO_FURTHER_ACTION)
    release(searched(), NEXT_DAY)

    table = dispositions(scope())

    assert [row.values[1:] for row in table.rows if any(row.values[1:])] == [(2, 0), (1, 1)]
    assert cells(table)["misidentification"][1:] == (1, 1)
    assert table.total.values == ("All closed requests", 3, 1)


@pytest.mark.parametrize("table", [searches, reviews, dispositions])
def test_results_of_other_units_are_left_out(table):
    close(release(searched(unit=unit("X")), NEXT_DAY), NEXT_DAY)

    assert counted(table(scope(unit=unit("B")))) == {}
