"""Codes of the closed lists as words inside a sentence."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policy.language.joining import listed
from policy.policies.choices import Gate, Party, RecordKind

# Two gates that share what they are about are told in one phrase.
_PAIRS: dict[tuple[str, ...], Promise] = {
    (Gate.SUBMIT, Gate.APPROVE): gettext_lazy("submit or approve the request"),
    (Gate.RELEASE, Gate.ACT): gettext_lazy("release or act on a lead"),
}
_DONE = {
    Gate.SUBMIT: gettext_lazy("the request is submitted"),
    Gate.APPROVE: gettext_lazy("the request is approved"),
    Gate.RUN: gettext_lazy("the search is run"),
    Gate.RELEASE: gettext_lazy("a lead is released"),
    Gate.ACT: gettext_lazy("a lead is acted on"),
    Gate.KEEP: gettext_lazy("the record is kept"),
}


def gates_in_words(gates: Sequence[str]) -> str:
    """The gates as what is done there: "submit or approve the request, or run the search"."""
    left, words = [*gates], []
    while left:
        pair = _PAIRS.get(tuple(left[:2]))
        words.append(str(pair or Gate(left[0]).label))
        del left[: 2 if pair else 1]
    return listed(words)


def gate_done_in_words(gate: str) -> str:
    """A gate as what has happened there: "the search is run"."""
    return str(_DONE[Gate(gate)])


def parties_in_words(parties: Sequence[str]) -> str:
    return get_text_list([str(Party(party).label) for party in parties], _("and"))


def record_in_words(record: str) -> str:
    return str(RecordKind(record).label)


def hours_in_words(hours: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def days_in_words(days: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
