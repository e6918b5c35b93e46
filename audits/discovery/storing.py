"""Contacts and coverage, to the database and back."""

import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from audits.discovery.choices import ConfidenceLevel
from audits.discovery.contacts import Contact, went_through
from audits.discovery.counting.seen import Seen
from audits.discovery.evidence.records import Record
from audits.discovery.formats.clocks import Moment
from audits.discovery.models import ImportedFile, StoredContact
from audits.discovery.people.attributing import Attribution, Confidence
from audits.discovery.people.realms import LONGEST_REALM
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.files import source_of
from audits.discovery.services import Service
from audits.discovery.sightings import Sighting, asks_for_name
from audits.findings.pseudonyms import keyed, seal, unseal

# What a line says that leads to a person.
PRIVATE = ("line", "user", "client", "device", "path", "peer", "application")

_FOR_COUNTING = (
    "at", "other_at", "zone_assumed", "year_assumed", "system", "outcome", "is_search", "record",
    "times", "unbelieved", "sealed", "actor", "confidence", "realm", "observation", "file__name",
)  # fmt: skip


def stored(contact: Contact, file: ImportedFile) -> StoredContact:
    """`contact` as a row that is not saved yet."""
    return StoredContact(
        file=file,
        offset=contact.offset,
        digest=keyed(f"{contact.format}\n{contact.line.strip()}"),
        log_format=contact.format,
        shows=contact.shows,
        system=contact.service.slug,
        by=contact.by,
        at=contact.at,
        other_at=contact.moment.other,
        zone_assumed=contact.moment.zone_assumed,
        year_assumed=contact.moment.year_assumed,
        host=_storable(contact.host, 300),
        method=_storable(contact.method, 20),
        outcome=_storable(contact.outcome, 80),
        is_search=contact.is_search,
        record=contact.record,
        times=contact.times,
        unbelieved=contact.unbelieved,
        sealed=seal(json.dumps({name: getattr(contact, name) for name in PRIVATE})),
    )


def _storable(text: str, most: int) -> str:
    """`text` as PostgreSQL takes it: without the sign that ends texts elsewhere."""
    return text.replace("\0", "")[:most]


def private_of(row: StoredContact) -> dict[str, str]:
    """What of a contact is sealed: the PRIVATE columns, and `serial` and `why` once attributed."""
    return json.loads(unseal(row.sealed))


def for_counting(rows: QuerySet[StoredContact]) -> QuerySet[StoredContact]:
    """`rows` with what `sighting_in`, `seen_in` and `attributed` look at, and no more."""
    return rows.select_related("file").only(*_FOR_COUNTING)


def sighting_in(row: StoredContact, private: dict[str, str], service: Service) -> Sighting:
    """What is counted of a contact that was stored; its service is as it is now."""
    return Sighting(
        moment=Moment(row.at, row.zone_assumed, row.year_assumed, row.other_at),
        service=service,
        source=source_of(row.file.name),
        user=private["user"],
        client=private["client"],
        device=private["device"],
        went_through=went_through(row.outcome),
        asks_for_name=asks_for_name(private["user"], row.outcome),
        is_search=row.is_search,
        record=Record(row.record),
        times=row.times,
        unbelieved=row.unbelieved,
        key=row.pk,
    )


def attributed(row: StoredContact, private: dict[str, str], seen: Seen) -> StoredContact:
    """`row` with who made it; sealed but for how surely they are known."""
    told = {"serial": seen.attribution.serial, "why": seen.attribution.why}
    row.sealed = seal(json.dumps({**private, **told}))
    row.confidence = ConfidenceLevel[seen.attribution.confidence.name]
    row.realm = storable_realm(seen.attribution)
    row.actor = keyed_actor(seen.actor)
    return row


def storable_realm(attribution: Attribution) -> str:
    """The realm of an attribution as the database has it."""
    return _storable(attribution.realm, LONGEST_REALM)


def keyed_actor(actor: str) -> str:
    """What stands in the database for an actor: the same for the same, and telling nothing."""
    return keyed(f"actor {actor}")


def seen_in(row: StoredContact, service: Service) -> Seen:
    """A stored contact with its attribution."""
    private = private_of(row)
    attribution = Attribution(
        private["serial"],
        Confidence[ConfidenceLevel(row.confidence).name],
        private["why"],
        row.realm,
    )
    return Seen(sighting_in(row, private, service), attribution, row.actor)


def coverage_as_json(coverage: Coverage) -> dict[str, Any]:
    return {
        "spans": [[begin.isoformat(), end.isoformat()] for begin, end in coverage.joined()],
        "by_hour": {hour.isoformat(): lines for hour, lines in coverage.by_hour.items()},
        "jumps": coverage.jumps,
    }


def coverage_of(kept: dict[str, Any]) -> Coverage:
    """The coverage that `coverage_as_json` told."""
    when = datetime.fromisoformat
    return Coverage(
        spans=[(when(begin), when(end)) for begin, end in kept.get("spans", ())],
        by_hour=Counter({when(hour): lines for hour, lines in kept.get("by_hour", {}).items()}),
        jumps=list(kept.get("jumps", ())),
    )
