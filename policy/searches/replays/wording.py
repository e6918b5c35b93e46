"""A replay as people read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.policies.choices import Gate, Outcome
from policy.policies.models import Replay
from policy.policies.queries import vocabulary_in_force

# So many requests stand on the page; the report of a look-back lists more.
SHOWN = 100


@dataclass(frozen=True)
class Line:
    """One row of a table: what, the outcome then and now, and how many decisions."""

    what: str
    before: str
    after: str
    decisions: int
    code: str


@dataclass(frozen=True)
class Table:
    title: str
    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class FlippedRequest:
    """One decision that would have come out otherwise; `key` only where it may be opened."""

    number: str
    key: int | None
    decision: int
    gate: str | Promise
    made_at: datetime
    before: str
    after: str
    code: str
    clauses: str


@dataclass(frozen=True)
class ReplayInWords:
    sentence: str
    tables: list[Table]
    requests: list[FlippedRequest]
    left_out: int


def replay_in_words(replay: Replay, seen: set[int]) -> ReplayInWords:
    """`seen` are the keys of the requests that the reader may open."""
    figures = replay.figures
    return ReplayInWords(
        sentence=_sentence(figures),
        tables=[table for table in _tables(figures, replay) if table.lines],
        requests=[_request(entry, seen) for entry in figures["requests"][:SHOWN]],
        left_out=max(0, figures["flipped"] - SHOWN),
    )


def _sentence(figures: Mapping[str, Any]) -> str:
    decisions, flipped = figures["decisions"], figures["flipped"]
    if not decisions:
        return _("Nothing was decided in this time.")
    if not flipped:
        return _("None of the %(decisions)s decisions would have come out otherwise.") % {
            "decisions": decisions
        }
    return ngettext(
        "%(flipped)s of %(decisions)s decisions would have come out otherwise.",
        "%(flipped)s of %(decisions)s decisions would have come out otherwise.",
        flipped,
    ) % {"flipped": flipped, "decisions": decisions}


def _tables(figures: Mapping[str, Any], replay: Replay) -> Iterable[Table]:
    offenses = vocabulary_in_force(replay.made_at)["request.offense"].choices
    yield _table(_("Which way"), _("Gate"), figures["flips"], lambda e: _gate(e["gate"]))
    yield _table(
        _("By the clause that decides now"), _("Clause and rule"), figures["by_clause"], _clause
    )
    yield _table(
        _("By the clause that decided then"), _("Clause"), figures["by_clause_then"], _clause_then
    )
    yield _table(_("By unit"), _("Unit"), figures["by_unit"], lambda e: e["unit"] or "")
    yield _table(
        _("By offense"),
        _("Offense"),
        figures["by_offense"],
        lambda e: capfirst(str(offenses.get(e["offense"], e["offense"] or ""))),
    )
    yield _table(_("By system"), _("System"), figures["by_system"], lambda e: e["system"] or "")


def _table(title: str, heading: str, entries: Iterable[Mapping[str, Any]], what: Any) -> Table:
    return Table(
        title,
        heading,
        [
            Line(
                what=what(entry) or _("unknown"),
                before=outcome(entry["before"]),
                after=outcome(entry["after"]),
                decisions=entry["decisions"],
                code=entry["after"],
            )
            for entry in entries
        ],
    )


def outcome(code: str) -> str:
    return str(Outcome(code).label)


def _gate(code: str) -> str:
    return capfirst(str(Gate(code).label))


def _clause(entry: Mapping[str, Any]) -> str:
    words = _("%(policy)s, clause %(clause)s (%(rule)s)")
    return words % {name: entry[name] for name in ("policy", "clause", "rule")}


def _clause_then(entry: Mapping[str, Any]) -> str:
    words = _("%(policy)s, version %(version)s, clause %(clause)s")
    return words % {name: entry[name] for name in ("policy", "version", "clause")}


def _request(entry: Mapping[str, Any], seen: set[int]) -> FlippedRequest:
    clauses = dict.fromkeys((policy, clause) for policy, clause, _rule in entry["rules"])
    return FlippedRequest(
        number=entry["request"] or _("unknown"),
        key=entry["key"] if entry["key"] in seen else None,
        decision=entry["decision"],
        gate=_gate(entry["gate"]),
        made_at=datetime.fromisoformat(entry["made_at"]),
        before=outcome(entry["before"]),
        after=outcome(entry["after"]),
        code=entry["after"],
        clauses=", ".join(f"{policy} {clause}" for policy, clause in clauses),
    )
