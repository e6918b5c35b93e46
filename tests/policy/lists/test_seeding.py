"""The shipped entries are in every database."""

import pytest
from django.core.management import call_command

from policy.lists.choices import ORDERED, ListName
from policy.lists.models import Entry
from policy.lists.seeding import enter_shipped
from policy.lists.shipped import shipped
from policy.policies import actions
from tests.factories.lists import entered, entry_of


def codes(name: ListName) -> list[str]:
    return list(Entry.objects.filter(list=name).order_by("position").values_list("code", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ListName)
def test_list_begins_with_what_ships_in_its_order(name):
    assert shipped(name)
    assert codes(name) == list(shipped(name))


@pytest.mark.django_db
def test_every_entry_is_entered_once_and_what_the_office_changed_stays():
    entry = entry_of(ListName.OFFENSE, "robbery")
    entry.words = "robbery by force"
    actions.change_entry(entry=entry, by=None)
    before = Entry.objects.count()

    enter_shipped()

    assert Entry.objects.count() == before
    assert entry_of(ListName.OFFENSE, "robbery").words == "robbery by force"


@pytest.mark.django_db
def test_code_of_a_later_release_takes_its_place_behind_the_one_before(monkeypatch):
    entered(ListName.LEGAL_BASIS, "subpoena", after=entry_of(ListName.LEGAL_BASIS, "warrant"))
    ships = dict(shipped(ListName.LEGAL_BASIS))
    later = {**dict(list(ships.items())[:2]), "articulable_facts": "articulable facts", **ships}
    monkeypatch.setattr(
        "policy.lists.seeding.shipped",
        lambda name: later if name == ListName.LEGAL_BASIS else shipped(name),
    )

    enter_shipped()

    assert codes(ListName.LEGAL_BASIS)[:4] == [
        "none",
        "reasonable_suspicion",
        "articulable_facts",
        "probable_cause",
    ]
    assert codes(ListName.LEGAL_BASIS)[-2:] == ["warrant", "subpoena"]


@pytest.mark.django_db(transaction=True)
def test_emptied_database_has_the_lists_again():
    # Keys go on from where they are: this process remembers published versions by theirs.
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)

    assert {name: len(codes(name)) for name in ORDERED} == {
        name: len(shipped(name)) for name in ORDERED
    }
