"""What could not be seen. No table of what was seen stands in a report without this one."""

from collections import Counter
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Value, count

Spot = tuple[str, str, Value, str]
HOUR = 3600


def blind_spots(scope: Scope) -> Table:
    lines = (*_of_sources(scope), *_of_lines(scope)) if scope.looked.at_all else ()
    spots = (*_of_reading(scope), *lines, *_of_knowledge(scope))
    return Table(
        name="blind_spots",
        title=_("What could not be seen"),
        columns=(
            Column("what", _("What could not be seen")),
            count("number", _("Number")),
            Column("which", _("Which")),
        ),
        rows=tuple(Row(key, (words, number, which)) for key, words, number, which in spots),
        note=_(
            "No figure of this report about searches outside the rule says more than what could be "
            "seen. How much of the period each source has no log of stands in the table of sources."
        ),
    )


def _of_reading(scope: Scope) -> Iterator[Spot]:
    unseen = scope.looked.unseen
    yield "unread", _("Imports that were not read to their end"), unseen.unread, ""
    yield "refused", _("Files in no known format, which were not read"), unseen.refused, ""
    yield "unreadable", _("Parts of files that could not be read"), unseen.faults, ""


def _of_sources(scope: Scope) -> Iterator[Spot]:
    looked, blind = scope.looked, scope.looked.unseen.blind
    absent = [one.name for one in looked.sources if looked.without_log(one).total_seconds() >= HOUR]
    without_users, without_searches = blind.sources_without_users, blind.sources_without_searches
    yield _named(
        "without_log", _("Sources without a log for an hour or more of the period"), absent
    )
    yield _named("without_users", _("Sources that name no users"), without_users)
    yield _named("without_searches", _("Sources that cannot show a search"), without_searches)
    words = _("Services of which a source has only tunnels or the name, so that no search counts")
    yield _named("unopened", words, [f"{service} ({name})" for name, service in blind.unopened])


def _of_lines(scope: Scope) -> Iterator[Spot]:
    looked, unseen = scope.looked, scope.looked.unseen
    realms, assumed = unseen.blind.realms, unseen.blind.assumed
    nobody = looked.observations.filter(subject=None).count()
    words = _("Questions for names in encrypted form: for which names, no log shows")
    yield _counted("encrypted_dns", words, unseen.blind.resolvers)
    yield "by_nobody", _("Observations that lead to nobody known"), nobody, ""
    words = _("Lines of a realm that was taken for the department's, as none is named")
    yield _counted("realms_taken", words, realms.taken)
    yield _counted("realms_of_others", _("Lines of users of other realms"), realms.others)
    words = _("Lines of an address that no named proxy passed on, and that anyone can forge")
    yield "unbelieved", words, unseen.blind.unbelieved, ""
    yield "zones_assumed", _("Lines whose time zone was assumed"), assumed.zones, ""
    yield "years_assumed", _("Lines whose year was assumed"), assumed.years, ""
    yield "ambiguous", _("Lines of a local time that came twice"), assumed.ambiguous, ""
    yield "impossible", _("Lines of a local time that never came"), assumed.impossible, ""


def _of_knowledge(scope: Scope) -> Iterator[Spot]:
    unseen = scope.looked.unseen
    nameless = [str(system) for system in unseen.nameless]
    yield _named("nameless", _("Services of which nothing is known that a log shows"), nameless)
    day = date_format(unseen.blind.catalog_of, "DATE_FORMAT")
    yield "catalog_of", _("Services that the catalog did not know on this day"), None, day
    for place, what in enumerate(unseen.blind.never_seen, 1):
        yield f"never_{place}", capfirst(what), None, _("No log ever shows this.")


def _counted(key: str, words: str, several: Counter[str]) -> Spot:
    """How often in all, and each with how often."""
    told = ", ".join(f"{name} ({times})" for name, times in several.most_common())
    return key, words, several.total(), told


def _named(key: str, words: str, names: list[str] | tuple[str, ...]) -> Spot:
    return key, words, len(names), ", ".join(names)
