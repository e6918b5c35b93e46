"""The filters above the list of requests."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from policy.policies.choices import Offense
from policy.searches.forms.filters import FilterForm
from policy.searches.models import SearchRequest
from tests.factories.personnel import UnitFactory
from tests.factories.searches import SearchRequestFactory


@pytest.fixture
def found(db: None) -> SimpleNamespace:
    """Two requests that differ in everything that a filter looks at."""
    bureau = UnitFactory()
    unit = UnitFactory(parent=bureau)
    first = SearchRequestFactory(
        case_number="26-0777", requester__unit=unit, offense=Offense.ARSON, submitted=True
    )
    SearchRequestFactory(created_at=first.created_at.replace(month=6))
    return SimpleNamespace(first=first, bureau=bureau)


@pytest.mark.parametrize(
    "name", ["state", "system", "unit", "offense", "until", "q_case", "q_number"]
)
def test_each_filter_narrows_the_list(found: SimpleNamespace, name: str):
    first = found.first
    query = {
        "state": {"state": first.state},
        "system": {"system": first.system_id},
        "unit": {"unit": found.bureau.pk},
        "offense": {"offense": first.offense},
        "until": {"since": "2026-03-02", "until": "2026-03-02"},
        "q_case": {"q": "0777"},
        "q_number": {"q": first.number[:6]},
    }[name]

    assert list(FilterForm(query).applied_to(SearchRequest.objects.all())) == [first]


def test_filters_are_all_of_them(found: SimpleNamespace):
    form = FilterForm({"q": "0777", "offense": Offense.FRAUD})

    assert list(form.applied_to(SearchRequest.objects.all())) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"until": "9999-12-31"}, "until"),
        ({"since": "yesterday"}, "since"),
        ({"state": "lost"}, "state"),
        ({"unit": "x"}, "unit"),
        ({"q": "\x00"}, "q"),
        ({"since": "2026-03-03", "until": "2026-03-02"}, "until"),
    ],
)
def test_wrong_filter_is_said_to_be_wrong_and_filters_nothing(query: dict[str, str], field: str):
    request = SearchRequestFactory(created_at=datetime(2026, 6, 1, tzinfo=UTC))
    form = FilterForm(query)

    shown = list(form.applied_to(SearchRequest.objects.all()))

    assert set(form.errors) == {field}
    assert shown == [request]


def test_period_counts_both_of_its_days_in_the_departments_zone(found: SimpleNamespace):
    late = SearchRequestFactory(created_at=datetime(2026, 3, 3, 7, 59, tzinfo=UTC))
    SearchRequestFactory(created_at=datetime(2026, 3, 3, 8, 0, tzinfo=UTC))

    form = FilterForm({"since": "2026-03-02", "until": "2026-03-02"})

    assert set(form.applied_to(SearchRequest.objects.all())) == {found.first, late}
