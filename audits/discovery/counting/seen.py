"""A contact, and who made it."""

from dataclasses import dataclass

from audits.discovery.people.attributing import Attribution
from audits.discovery.sightings import Sighting


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact, who made it, and what tells one actor from another.

    `inside` says that it was counted already, in a visit that began before it.
    """

    contact: Sighting
    attribution: Attribution
    actor: str
    inside: bool = False

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
