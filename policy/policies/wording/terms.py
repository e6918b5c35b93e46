"""Codes of the closed lists as words inside a sentence."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.policies.choices import Gate, Party, RecordKind


def gates_in_words(gates: Iterable[str]) -> str:
    """The gates as what is done there: "submit the request, or run the search"."""
    return listed([str(Gate(gate).label) for gate in gates], _("or"))


def parties_in_words(parties: Iterable[str]) -> str:
    return listed([str(Party(party).label) for party in parties], _("and"))


def record_in_words(record: str) -> str:
    return str(RecordKind(record).label)


def listed(words: list[str], last: str) -> str:
    return get_text_list(words, last)


def hours_in_words(hours: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def days_in_words(days: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
