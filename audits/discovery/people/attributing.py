"""From a contact to a person: what the line says, or else what was recorded of its address.

Nobody is guessed: where the records name two people, or a machine that several share, the contact
stays unattributed, and the reason is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from audits.discovery.people.records import SHARED, TAKING_TURNS, Asset, Holds, Logon, Logons
from audits.discovery.people.roster import Roster
from audits.discovery.sightings import Sighting


class Confidence(StrEnum):
    """How a person was found, from what is surest to what is least."""

    NAMED = "named in the line"
    SESSION = "VPN session at that time"
    LOGON = "latest logon at the device"
    OWNER = "owner of the device in the asset register"
    NAME = "full name alone"
    NOBODY = "unattributed"


@dataclass(frozen=True)
class Attribution:
    """`serial` of the person, "" for nobody; `why` says in words by which evidence."""

    serial: str
    confidence: Confidence
    why: str


@dataclass
class Records:
    """All that helps to find a person."""

    roster: Roster = field(default_factory=lambda: Roster([]))
    sessions: Holds = field(default_factory=lambda: Holds([]))
    leases: Holds = field(default_factory=lambda: Holds([]))
    logons: Logons = field(default_factory=lambda: Logons([]))
    assets: dict[str, Asset] = field(default_factory=dict)

    def owner_of(self, device: str) -> str:
        asset = self.assets.get(device.lower())
        return asset.owner if asset else ""


def _nobody(why: str) -> Attribution:
    return Attribution("", Confidence.NOBODY, why)


def attribute(contact: Sighting, records: Records) -> Attribution:
    """Who made `contact`, as far as the line and the records tell."""
    if contact.user:
        member = records.roster.find(contact.user)
        if member:
            return Attribution(
                member.serial_number, Confidence.NAMED, f"the line names {contact.user}"
            )
        namesake = records.roster.find_by_name(contact.user) if contact.record else None
        if namesake:
            why = f"nobody else on the roster is called {contact.user}"
            return Attribution(namesake.serial_number, Confidence.NAME, why)
        if not records.owner_of(contact.user):
            return _nobody(f"the line names {contact.user}, who is not on the roster")
        return _at_device(contact.user, contact, records)
    if contact.device:
        return _at_device(contact.device, contact, records)
    return _at_address(contact, records) if contact.client else _nobody("the line has no address")


def _at_address(contact: Sighting, records: Records) -> Attribution:
    users = records.sessions.at(contact.client, contact.at)
    if users:
        return _by_session(users, contact, records)
    devices = records.leases.at(contact.client, contact.at)
    if len(devices) > 1:
        return _nobody(f"{contact.client} was leased to {len(devices)} devices at that time")
    return _at_device(next(iter(devices), ""), contact, records)


def _by_session(users: set[str], contact: Sighting, records: Records) -> Attribution:
    members = {user: records.roster.find(user) for user in users}
    found = {member.serial_number for member in members.values() if member}
    if len(found) != 1 or not all(members.values()):
        return _nobody(f"{contact.client} belonged to {len(users)} VPN users at that time")
    why = f"{contact.client} was the VPN address of {next(iter(users))}"
    return Attribution(found.pop(), Confidence.SESSION, why)


def _at_device(device: str, contact: Sighting, records: Records) -> Attribution:
    """By the device, or where there is no lease, by the logons from the address itself."""
    owner = records.owner_of(device) if device else ""
    if owner == SHARED:
        return _nobody(f"{device} is shared by several people")
    place = device or contact.client
    logons = records.logons.before(place, contact.at)
    if logons:
        return _by_logon(logons, place, records)
    if owner in records.roster.members:
        why = f"{contact.client or contact.user} was {device}, registered to {owner}"
        return Attribution(owner, Confidence.OWNER, why)
    return _nobody(f"nothing tells whose {place} was")


def _by_logon(logons: Sequence[Logon], place: str, records: Records) -> Attribution:
    """The latest logon, unless somebody else had logged on shortly before it."""
    latest = logons[0]
    recent = {one.user for one in logons if latest.at - one.at <= TAKING_TURNS}
    members = {user: records.roster.find(user) for user in recent}
    serials = {member.serial_number for member in members.values() if member}
    if len(serials) != 1 or not all(members.values()):
        return _nobody(f"{len(recent)} users had logged on at {place} within an hour")
    why = f"{latest.user} logged on at {place} at {latest.at:%Y-%m-%d %H:%M} UTC"
    return Attribution(serials.pop(), Confidence.LOGON, why)
