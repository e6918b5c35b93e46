"""What discovery found, as JSON and in words."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from audits.discovery.blindness import Assumed, Blindness, Realms, SourceSeen
from audits.discovery.counting.tally import Tally
from audits.discovery.discovering import Found
from audits.discovery.gaps import Gap
from audits.discovery.reading.faults import Fault
from audits.discovery.reconciling import State

_MOST_FAULTS = 100


def as_json(found: Found) -> dict[str, Any]:
    """The answer of `discover --json`; docs/discovery.md says what each key is."""
    return {
        **_counts(found),
        **_read(found),
        "gaps": [_gap(gap) for gap in _gaps(found)],
        "blind_spots": blindness_as_json(found.blindness) if found.blindness else None,
    }


def _counts(found: Found) -> dict[str, Any]:
    tally = found.tally
    return {
        "searches": tally.searches.total(),
        "people": tally.people,
        "explained": tally.states[State.EXPLAINED],
        "permitted": tally.states[State.PERMITTED],
        "open": tally.states[State.OPEN],
        "unattributed": tally.nobody,
        "runs_without_trace": [run.number for run in found.untraced],
        "told_by_others": _told(tally),
        "contacts": found.contacts.count,
        "duplicates": found.contacts.duplicates,
    }


def _told(tally: Tally) -> dict[str, dict[str, int]]:
    """By kind, how many records of others there are, and how many searches they tell of."""
    return {
        kind: {"records": records, "searches": tally.told[kind]}
        for kind, records in sorted(tally.records.items())
    }


def _read(found: Found) -> dict[str, Any]:
    faults = found.faults()
    return {
        "lines": sum(log.lines for log in found.logs),
        "unreadable": len(faults),
        "faults": [_fault(fault) for fault in faults[:_MOST_FAULTS]],
        "partial": found.is_partial,
        "refused": [error.name for error in found.refused],
        "formats": dict(sorted(Counter(log.format.name for log in found.logs).items())),
        "tables": found.tables,
        "evidence": {name: one.rows for name, one in found.records.items()},
        "without_service": {name: one.others for name, one in found.records.items()},
    }


def _gaps(found: Found) -> list[Gap]:
    return [gap for one in found.blindness.sources for gap in one.gaps] if found.blindness else []


def _gap(gap: Gap) -> dict[str, str]:
    return {"source": gap.source, "from": _time(gap.begin), "to": _time(gap.end)}


def _time(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _fault(fault: Fault) -> dict[str, Any]:
    return {"file": fault.file, "offset": fault.offset, "bytes": fault.length, "what": fault.what}


def blindness_as_json(blind: Blindness) -> dict[str, Any]:
    return {
        "period": [_time(at) for at in blind.period] if blind.period else None,
        "sources": [_source(one) for one in blind.sources],
        "unattributed_share": round(blind.unattributed, 4),
        "zones_assumed": blind.assumed.zones,
        "years_assumed": blind.assumed.years,
        "times_ambiguous": blind.assumed.ambiguous,
        "times_impossible": blind.assumed.impossible,
        "realms_taken": dict(sorted(blind.realms.taken.items())),
        "realms_of_others": dict(sorted(blind.realms.others.items())),
        "forwarded_unbelieved": blind.unbelieved,
        "encrypted_dns": dict(sorted(blind.resolvers.items())),
        "catalog_of": blind.catalog_of.isoformat(),
        "never_seen": list(blind.never_seen),
    }


def _source(one: SourceSeen) -> dict[str, Any]:
    return {
        "source": one.name,
        "formats": list(one.formats),
        "lines": one.lines,
        "from": _time(one.begin) if one.begin else None,
        "to": _time(one.end) if one.end else None,
        "hours_without_log": round(one.hours_without_log, 2),
        "names_users": one.names_users,
        "shows": one.shows,
        "could_show": one.could_show,
        "unopened": list(one.unopened),
    }


def in_words(found: Found) -> str:
    """The same for a terminal, and never a number of findings without what was not seen."""
    counts = _counts(found)
    searches, people = counts["searches"], len(counts["people"])
    lines = [
        f"{searches} searches by {people} people on services that are not allowed.",
        f"Explained by approved runs: {counts['explained']}. Permitted: {counts['permitted']}.",
        f"Open: {counts['open']}. Attributed to nobody: {counts['unattributed']}.",
        *_in_words_by_person(found),
        *_in_words_told(counts["told_by_others"]),
        *_in_words_read(found),
    ]
    return "\n".join(lines)


def _in_words_by_person(found: Found) -> list[str]:
    by_person = ((serial or "unattributed", n) for serial, n in found.tally.searches.items())
    return [f"  {serial}: {count}" for serial, count in sorted(by_person)]


def _in_words_told(told: dict[str, dict[str, int]]) -> list[str]:
    if not told:
        return []
    searches = sum(counts["searches"] for counts in told.values())
    kinds = ", ".join(f"{kind} {counts['records']:,}" for kind, counts in told.items())
    return [f"Records of others: {kinds}. They tell of {searches:,} searches."]


def _in_words_evidence(found: Found) -> Iterator[str]:
    for name, one in found.records.items():
        yield f"Read {name} ({one.table.label}): {one.rows:,} rows about services."
        if one.others:
            yield f"  {one.others:,} rows name no service that is looked for."


def _in_words_read(found: Found) -> list[str]:
    lines = [f"Read {sum(log.lines for log in found.logs):,} lines of {len(found.logs)} logs."]
    lines += _in_words_evidence(found)
    lines += [f"Not recognized: {error.name}" for error in found.refused]
    lines += [f"Not readable: {one.file} at {one.offset}: {one.what}" for one in found.faults()]
    lines += [f"No log: {one.source} from {one.begin} to {one.end}" for one in _gaps(found)]
    blind = found.blindness
    if blind:
        lines += _in_words_assumed(blind.assumed)
        lines += _in_words_realms(blind.realms)
        if blind.unbelieved:
            lines.append(
                f"Forwarded by what is no named proxy, and not believed: {blind.unbelieved}"
            )
        lines += [f"No users in {name}" for name in blind.sources_without_users]
        lines += [
            f"Only tunnels or names: no search at {service} can be counted in {name}"
            for name, service in blind.unopened
        ]
        lines += [f"Resolver seen: {host} ({n})" for host, n in sorted(blind.resolvers.items())]
        lines += [f"Never seen: {what}" for what in blind.never_seen]
        lines.append(f"Catalog of services as of {blind.catalog_of}.")
    return lines


def _in_words_assumed(assumed: Assumed) -> list[str]:
    told = (
        (assumed.ambiguous, "came twice, as clocks were put back: it may be an hour later"),
        (assumed.impossible, "never came, as clocks were put forward: is the zone right?"),
    )
    return [f"Contacts at a local time that {what}: {count}" for count, what in told if count]


def _in_words_realms(realms: Realms) -> list[str]:
    told = (
        (realms.taken, "Taken for the department's, as no realm is named"),
        (realms.others, "Of another realm, and so of nobody known"),
    )
    return [
        f"{what}: {name} ({n})" for several, what in told for name, n in sorted(several.items())
    ]
