"""From a contact to a person: what the line says, or else what was recorded of its address.

Nobody is guessed: where the records name two people, or a machine that several share, the contact
stays unattributed, and the reason is told. So it does where a local time may be either of two
moments, and the records do not name the same person at both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from audits.discovery.people.records import SHARED, TAKING_TURNS, Asset, Hold, Holds, Logon, Logons
from audits.discovery.people.roster import Identity, Roster
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
    """`serial` of the person, "" for nobody; `why` says in words by which evidence.

    `realm` is one of the user's that nobody has named as the department's: it was taken for that
    where there is a person, and else it is why there is none.
    """

    serial: str
    confidence: Confidence
    why: str
    realm: str = ""


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


def _nobody(why: str, realm: str = "") -> Attribution:
    return Attribution("", Confidence.NOBODY, why, realm)


def attribute(contact: Sighting, records: Records) -> Attribution:
    """Who made `contact`, as far as the line and the records tell."""
    told = [_at(when, contact, records) for when in contact.moment.readings]
    if len({one.serial for one in told}) == 1:
        return told[0]
    moments = " or ".join(f"{when:%Y-%m-%d %H:%M}" for when in contact.moment.readings)
    return _nobody(f"its local time may be {moments} UTC, and nobody is named at both")


def _at(when: datetime, contact: Sighting, records: Records) -> Attribution:
    if contact.user:
        return _by_user(when, contact, records)
    if contact.device:
        return _at_device(contact.device, when, contact, records)
    if contact.client:
        return _at_address(when, contact, records)
    return _nobody("the line has no address")


def _by_user(when: datetime, contact: Sighting, records: Records) -> Attribution:
    found = records.roster.look_up(contact.user)
    if found.member:
        why = f"the line names {contact.user}"
        return Attribution(found.member.serial_number, Confidence.NAMED, why, found.realm)
    if found.realm:
        # Of what others hand over, an address may be somebody's own, and tell who they are.
        realm = "" if contact.record else found.realm
        return _nobody(f"the line names {_stranger(contact.user, found)}", realm)
    namesake = records.roster.find_by_name(contact.user) if contact.record else None
    if namesake:
        why = f"nobody else on the roster is called {contact.user}"
        return Attribution(namesake.serial_number, Confidence.NAME, why)
    if not records.owner_of(contact.user):
        return _nobody(f"the line names {contact.user}, who is not on the roster")
    return _at_device(contact.user, when, contact, records)


def _at_address(when: datetime, contact: Sighting, records: Records) -> Attribution:
    sessions = records.sessions.at(contact.client, when)
    leases = records.leases.at(contact.client, when)
    if _is_unsure(sessions or leases, when):
        return _nobody(f"who had {contact.client} then, a local time does not tell")
    if sessions:
        return _by_session({one.holder for one in sessions}, contact.client, records)
    devices = {one.holder for one in leases}
    if len(devices) > 1:
        return _nobody(f"{contact.client} was leased to {len(devices)} devices at that time")
    return _at_device(next(iter(devices), ""), when, contact, records)


def _is_unsure(holds: Sequence[Hold], when: datetime) -> bool:
    return bool(holds) and not any(one.is_sure_at(when) for one in holds)


def _by_session(users: set[str], address: str, records: Records) -> Attribution:
    if len(users) > 1:
        otherwise = f"{address} belonged to {len(users)} VPN users at that time"
    else:
        otherwise = f"{address} was the VPN address of somebody who is not on the roster"
    why = f"{address} was the VPN address of {min(users)}"
    return _all_of_one(users, records, Confidence.SESSION, why=why, otherwise=otherwise)


def _all_of_one(
    users: set[str], records: Records, confidence: Confidence, *, why: str, otherwise: str
) -> Attribution:
    """The one person whom all of `users` are."""
    found = {user: records.roster.look_up(user) for user in sorted(users)}
    for user, one in found.items():
        if one.realm and not one.member:
            return _nobody(f"the records name {_stranger(user, one)}", one.realm)
    serials = {one.member.serial_number if one.member else "" for one in found.values()}
    if len(serials) != 1 or "" in serials:
        return _nobody(otherwise)
    realm = next((one.realm for one in found.values() if one.realm), "")
    return Attribution(serials.pop(), confidence, why, realm)


def _stranger(user: str, found: Identity) -> str:
    return f"{user}, and {found.realm} is no realm of the department"


def _at_device(device: str, when: datetime, contact: Sighting, records: Records) -> Attribution:
    """By the device, or where there is no lease, by the logons from the address itself."""
    owner = records.owner_of(device) if device else ""
    if owner == SHARED:
        return _nobody(f"{device} is shared by several people")
    place = device or contact.client
    logons = records.logons.before(place, when)
    if logons:
        return _by_logon(logons, when, place, records)
    if owner in records.roster.members:
        why = f"{contact.client or contact.user} was {device}, registered to {owner}"
        return Attribution(owner, Confidence.OWNER, why)
    return _nobody(f"nothing tells whose {place} was")


def _by_logon(logons: Sequence[Logon], when: datetime, place: str, records: Records) -> Attribution:
    """The latest logon, unless somebody else had logged on shortly before it."""
    latest = next((one for one in logons if one.by <= when), None)
    if latest is None:
        return _nobody(f"whether anyone was at {place} yet, a local time does not tell")
    recent = {one.user for one in logons if latest.at - one.by <= TAKING_TURNS}
    why = f"{latest.user} logged on at {place} at {latest.at:%Y-%m-%d %H:%M} UTC"
    otherwise = f"{len(recent)} users had logged on at {place} within an hour"
    return _all_of_one(recent, records, Confidence.LOGON, why=why, otherwise=otherwise)
