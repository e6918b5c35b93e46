import pytest

from policy.personnel.models import Unit
from tests.factories.personnel import RankFactory, UnitFactory
from tests.harness.remembering import remembered
from tests.harness.rows import Rows


@remembered
def unit(name: str) -> Unit:
    return UnitFactory(name=name)


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_put_back_alone_are_all_there_is():
    changed, removed = UnitFactory(), UnitFactory()
    before = Rows.now()
    changed.name = "Other"
    changed.save()
    removed.delete()
    RankFactory()

    before.put_back_alone()

    assert Rows.now() == before


@pytest.mark.django_db(transaction=True)
def test_rows_are_the_same_wherever_they_lie():
    first = UnitFactory()
    UnitFactory()
    before = Rows.now()

    first.save()

    assert Rows.now() == before


@pytest.mark.django_db(transaction=True)
def test_what_was_made_before_comes_back_with_its_keys():
    empty = Rows.now()
    first, rows = unit("Robbery"), Rows.now()
    empty.put_back_alone()

    second = unit("Robbery")

    assert (second, Rows.now()) == (first, rows)
    assert second is not first


@pytest.mark.django_db(transaction=True)
def test_other_arguments_make_something_else():
    empty = Rows.now()
    unit("Robbery")
    empty.put_back_alone()

    unit("Homicide")

    assert list(Unit.objects.values_list("name", flat=True)) == ["Homicide"]


@pytest.mark.django_db
def test_where_something_is_written_already_it_is_made_anew():
    assert unit("Robbery") != unit("Robbery")


@pytest.mark.django_db(transaction=True)
def test_where_something_is_committed_already_it_is_made_anew():
    assert unit("Robbery") != unit("Robbery")
