"""What a policy would have changed of the decisions of the period: a replay, kept as a report."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.reports.figures.breakdown import entry_words
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Type, Value, count, total_of
from policy.lists.choices import ListName
from policy.policies.choices import Gate, Outcome

Entry = Mapping[str, Any]


def look_back(scope: Scope) -> Table:
    """Decisions of the period by gate and by the way in which they would have flipped."""
    columns = (
        Column("gate", _("Gate")),
        Column("before", _("Then")),
        Column("after", _("Now")),
        count("decisions", _("Decisions")),
    )
    figures = scope.replayed
    flips = tuple(
        Row(
            f"{entry['gate']}_{entry['before']}_{entry['after']}",
            (capfirst(str(Gate(entry["gate"]).label)), *_ways(entry), entry["decisions"]),
        )
        for entry in figures["flips"]
    )
    unchanged = figures["decisions"] - figures["flipped"]
    rows = (*flips, Row("unchanged", (_("As they were"), "", "", unchanged)))
    return Table(
        name="look_back",
        title=_("Decisions under “%(title)s”, version %(version)s") % figures,
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All decisions"), columns),
        note=_(
            "Every decision made in the period, made again on the facts that were kept with it, by "
            "this version in the place of its own policy and by the other policies that were in "
            "force at that moment. Nothing that is stored was changed."
        ),
    )


def look_back_by_clause(scope: Scope) -> Table:
    return _table(
        "look_back_by_clause",
        _("By the clause that decides now"),
        (
            Column("policy", _("Policy")),
            Column("clause", _("Clause")),
            Column("rule", _("Rule")),
        ),
        scope.replayed["by_clause"],
        note=_("A decision that rests on several rules counts under each."),
    )


def look_back_by_clause_then(scope: Scope) -> Table:
    return _table(
        "look_back_by_clause_then",
        _("By the clause that decided then"),
        (
            Column("policy", _("Policy")),
            Column("version", _("Version")),
            Column("clause", _("Clause")),
        ),
        scope.replayed["by_clause_then"],
        note=_("A decision that rested on several clauses counts under each."),
    )


def look_back_by_unit(scope: Scope) -> Table:
    columns = (Column("unit", _("Unit")),)
    return _table("look_back_by_unit", _("By unit"), columns, scope.replayed["by_unit"])


def look_back_by_offense(scope: Scope) -> Table:
    columns = (Column("offense", _("Offense")),)
    words = entry_words(ListName.OFFENSE)
    entries = [
        {**entry, "offense": words(entry["offense"])[0]} for entry in scope.replayed["by_offense"]
    ]
    return _table("look_back_by_offense", _("By offense"), columns, entries)


def look_back_by_system(scope: Scope) -> Table:
    columns = (Column("system", _("System")),)
    return _table("look_back_by_system", _("By system"), columns, scope.replayed["by_system"])


def look_back_requests(scope: Scope) -> Table:
    """The latest of the decisions that flip, with their requests."""
    columns = (
        Column("request", _("Request")),
        Column("made_at", _("Decided"), Type.MOMENT),
        Column("gate", _("Gate")),
        Column("before", _("Then")),
        Column("after", _("Now")),
        Column("clauses", _("Clauses")),
    )
    rows = tuple(
        Row(str(entry["decision"]), _request(entry)) for entry in scope.replayed["requests"]
    )
    return Table(
        name="look_back_requests",
        title=_("The requests"),
        columns=columns,
        rows=rows,
        note=_("The latest decisions that would have come out otherwise, at most 500."),
    )


def _table(
    name: str,
    title: str,
    by: tuple[Column, ...],
    entries: Iterable[Entry],
    note: str = "",
) -> Table:
    columns = (
        *by,
        Column("before", _("Then")),
        Column("after", _("Now")),
        count("decisions", _("Decisions")),
    )
    rows = tuple(_row(entry, [column.name for column in by]) for entry in entries)
    return Table(name=name, title=title, columns=columns, rows=rows, note=note)


def _row(entry: Entry, by: Iterable[str]) -> Row:
    named = [str(entry[name] if entry[name] is not None else _("unknown")) for name in by]
    key = "_".join((*named, entry["before"], entry["after"]))
    return Row(key, (*named, *_ways(entry), entry["decisions"]))


def _ways(entry: Entry) -> tuple[str, str]:
    return str(Outcome(entry["before"]).label), str(Outcome(entry["after"]).label)


def _request(entry: Entry) -> tuple[Value, ...]:
    clauses = dict.fromkeys(f"{policy} {clause}" for policy, clause, _rule in entry["rules"])
    return (
        entry["request"] or _("unknown"),
        entry["made_at"],
        str(Gate(entry["gate"]).label),
        *_ways(entry),
        ", ".join(clauses),
    )
