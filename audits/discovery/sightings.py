"""What of contacts is counted: small enough that a million of them pass through."""

from dataclasses import dataclass
from datetime import datetime

from audits.discovery.contacts import Contact
from audits.discovery.evidence.records import Record
from audits.discovery.formats.clocks import Moment
from audits.discovery.reading.files import source_of
from audits.discovery.services import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a contact says of who reached which service, and what was done there.

    `went_through` is False where the request was stopped, and `asks_for_name` True where that was
    for want of a name. `unbelieved` is as a contact has it. `key` is where it is stored, if it is.
    """

    moment: Moment
    service: Service
    source: str
    user: str
    client: str
    device: str
    went_through: bool
    asks_for_name: bool
    is_search: bool
    record: Record
    times: int
    unbelieved: bool
    key: int = 0

    @property
    def at(self) -> datetime:
        return self.moment.at


def sighting_of(contact: Contact) -> Sighting:
    """What is counted of a contact that is stored nowhere."""
    return Sighting(
        moment=contact.moment,
        service=contact.service,
        source=source_of(contact.file),
        user=contact.user,
        client=contact.client,
        device=contact.device,
        went_through=contact.went_through,
        asks_for_name=asks_for_name(contact.user, contact.outcome),
        is_search=contact.is_search,
        record=contact.record,
        times=contact.times,
        unbelieved=contact.unbelieved,
    )


def asks_for_name(user: str, outcome: str) -> bool:
    """Whether a proxy denied a request because it named nobody."""
    return not user and "407" in outcome
