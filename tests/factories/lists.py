"""Entries of lists, agencies and their agreements."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from policy.lists.choices import ListName
from policy.lists.models import Agency, Agreement, Entry
from policy.policies import actions
from tests.factories.policies import AT


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda number: f"Police Department {number}")
    kind = "local"


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    agency = factory.SubFactory(AgencyFactory)
    reference = "Memorandum 7"
    since = date(2025, 1, 1)


def entered(name: ListName, code: str, words: str = "", **given: Any) -> Entry:
    """An entry of the office's own, entered by the action alone."""
    place = {key: given.pop(key) for key in ("after", "first") if key in given}
    entry = Entry(list=name, code=code, words=words or code.replace("_", " "), **given)
    return actions.add_entry(entry=entry, by=None, at=AT, **place)


def entry_of(name: ListName, code: str) -> Entry:
    return Entry.objects.get(list=name, code=code)


def ended(name: ListName, code: str, until: date) -> Entry:
    return actions.end_entry(entry=entry_of(name, code), by=None, until=until)
