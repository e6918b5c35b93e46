"""The logs that were read, and how much of the period each of them is about."""

from datetime import datetime

from django.utils.translation import gettext as _

from audits.discovery.blindness import SourceSeen
from audits.discovery.formats import Shows
from audits.discovery.periods import length
from audits.discovery.queries import formats_ever
from audits.reports.figures.discovery.looking import times, whole_seconds
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Type, count
from audits.reports.period import local_day


def time_looked_at(scope: Scope) -> Table:
    looked = scope.looked
    period = looked.end - looked.begin
    span = looked.begin, looked.end
    missing = length(looked.missing_log(*span))
    parts = {
        "any": (_("With a log of any source"), length(looked.with_log(*span))),
        "some": (
            _("With a log that can show a search"),
            length(looked.with_log(*span, of_searches=True)),
        ),
        "every": (_("With every log that can show a search"), period - missing),
        "missing": (_("With such a log missing"), missing),
    }
    return Table(
        name="time_looked_at",
        title=_("How much of the period was looked at"),
        columns=(Column("part", _("Part")), times("time", _("Time"))),
        rows=tuple(Row(key, (words, whole_seconds(time))) for key, (words, time) in parts.items()),
        total=Row("total", (_("The period, as far as it had come"), whole_seconds(period))),
        note=_(
            "The first three lines each have the next in them; the third and the fourth add up to "
            "the period. A source of few lines does not make up for the gap of another."
        ),
    )


def sources(scope: Scope) -> Table:
    labels = {name: one.label for name, one in formats_ever().items()}
    return Table(
        name="sources",
        title=_("Sources that were read"),
        columns=(
            Column("source", _("Source")),
            Column("formats", _("Log")),
            Column("shows", _("Can show")),
            Column("users", _("Names users")),
        ),
        rows=tuple(_row(one, labels) for one in scope.looked.sources),
        note=_("A source is a log with all the files that it was kept in."),
        empty=_("No log of this period was read."),
    )


def sources_over_time(scope: Scope) -> Table:
    return Table(
        name="sources_over_time",
        title=_("When each source has a log"),
        columns=(
            Column("source", _("Source")),
            Column("from", _("First day"), Type.DATE),
            Column("to", _("Last day"), Type.DATE),
            count("lines", _("Lines")),
            times("without", _("Of the period without a log")),
        ),
        rows=tuple(_times(scope, one) for one in scope.looked.sources),
        note=_(
            "Days and lines are those of all that was read of a source, also outside of the "
            "period. Without a log: before its first line and after its last, and pauses of an "
            "hour or more in which lines are missing."
        ),
        empty=_("No log of this period was read."),
    )


def _row(source: SourceSeen, labels: dict[str, str]) -> Row:
    values = (
        source.name,
        ", ".join(labels.get(name, name) for name in source.formats),
        WHAT[source.could_show](),
        _("yes") if source.names_users else _("no"),
    )
    return Row(source.name, values)


def _times(scope: Scope, source: SourceSeen) -> Row:
    without = whole_seconds(scope.looked.without_log(source))
    days = _day(source.begin), _day(source.end)
    return Row(source.name, (source.name, *days, source.lines, without))


def _day(at: datetime | None) -> str | None:
    return local_day(at).isoformat() if at else None


WHAT = {
    Shows.REQUESTS: lambda: _("searches"),
    Shows.SIGN_INS: lambda: _("sign-ins"),
    Shows.NAMES: lambda: _("that a service was reached"),
    Shows.ADDRESSES: lambda: _("that an address was reached"),
}
