"""A contact, and who made it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from audits.discovery.evidence.records import Record
from audits.discovery.people.attributing import Attribution
from audits.discovery.sightings import Sighting


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact, who made it, and what tells one actor from another."""

    contact: Sighting
    attribution: Attribution
    actor: str
    inside: ClassVar = False

    @property
    def at(self) -> datetime:
        return self.contact.at

    @property
    def record(self) -> Record:
        return self.contact.record

    @property
    def source(self) -> str:
        return self.contact.source

    @property
    def party(self) -> tuple[str, str]:
        """Who was where."""
        return self.actor, self.contact.service.slug


def seen(contact: Sighting, attribution: Attribution) -> Seen:
    """The actor is a person, or else an address, or the user's name."""
    one = contact
    return Seen(one, attribution, attribution.serial or f"?{one.device or one.client or one.user}")
