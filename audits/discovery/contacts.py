"""A contact: one line of a log that shows a service being reached."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audits.discovery.engines.engine import ANSWER, Answer
from audits.discovery.evidence.records import Record
from audits.discovery.formats.clocks import Bearings, Moment, Unreadable
from audits.discovery.formats.format import Format, Shows
from audits.discovery.people.proxies import Proxies
from audits.discovery.reading.faults import Fault
from audits.discovery.services import Service, Watchlist

# What proxies, firewalls and filters call a request that they did not let through: PAN-OS says
# `block-url`, `reset-both` and `override-lockout`, Umbrella `Blocked`, Squid `TCP_DENIED/407`.
_STOPPED = (
    "denied", "deny", "block", "drop", "reset", "reject", "/401", "/403", "/407", "sinkhole",
    "lockout", "not established",
)  # fmt: skip
# And of a DNS answer (REFUSED), and of a connection that Zeek saw refused or unanswered.
_STOPPED_ALONE = frozenset({"401", "403", "407", "refused", "rej", "s0"})


# A request that never came to an answer, or that the other side did not carry out.
_FAILED = re.compile(r"(?:^|/)(?:0{3}|[45]\d\d)$|abort", re.IGNORECASE)


def went_through(outcome: str) -> bool:
    """Whether an outcome is that of a request that was not stopped."""
    outcome = outcome.lower()
    return outcome not in _STOPPED_ALONE and not any(word in outcome for word in _STOPPED)


class By(StrEnum):
    """What a contact was recognized by."""

    NAME = "name"
    ADDRESS = "address"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One line that shows `service` reached at `moment`; texts are "" where the log says nothing.

    `shows` is what this line tells, which may be less than others of its format do.
    `went_through` is False where the log says that the request was stopped. `record` is what a row
    of evidence that is no log says, and `times` how many searches it tells of, where it does.
    `unbelieved` is whether the line names no user, and an address that no named proxy passed on.
    """

    file: str
    offset: int
    line: str
    format: str
    shows: Shows
    service: Service
    by: By
    moment: Moment
    user: str
    client: str
    device: str
    host: str
    method: str
    path: str
    outcome: str
    peer: str
    application: str = ""
    unbelieved: bool = False
    record: Record = Record.NONE
    times: int = 1

    @property
    def at(self) -> datetime:
        return self.moment.at

    @property
    def went_through(self) -> bool:
        return went_through(self.outcome)

    @property
    def is_search(self) -> bool:
        """Whether the line shows a search that the service was asked to make."""
        if self.record:
            return self.record == Record.SEARCH
        made = self.went_through and not _FAILED.search(self.outcome)
        return made and self.service.is_search(self.method, self.path)


def contacts_of(
    answers: Iterable[Answer],
    *,
    log_format: Format,
    watchlist: Watchlist,
    bearings: Bearings,
    proxies: Proxies,
    undecodable: Mapping[int, int],
) -> Iterator[Contact | Fault]:
    """The contacts among the rows of an answer, and a fault for each line that is not readable.

    `undecodable` has the bytes, by their offsets, of lines that are not UTF-8.
    """
    for row in answers:
        values = dict(zip(ANSWER, row, strict=True))
        if not values["readable"]:
            yield _fault(values, undecodable, f"a line that is not {log_format.label}")
            continue
        try:
            yield _contact(values, log_format, watchlist, bearings, proxies)
        except Unreadable:
            yield _fault(values, undecodable, "a time that is none")


def _fault(values: dict, undecodable: Mapping[int, int], what: str) -> Fault:
    length = undecodable.get(values["offset"]) or len(values["line"].encode())
    return Fault(values["file"], values["offset"], length, what)


def _contact(
    values: dict, log_format: Format, watchlist: Watchlist, bearings: Bearings, proxies: Proxies
) -> Contact:
    moment = log_format.clock(values["time"], bearings)
    service, by = _recognized(values, watchlist)
    client, unbelieved = proxies.client_of(values["client"], values["forwarded"])
    return Contact(
        file=values["file"],
        offset=values["offset"],
        line=values["line"],
        format=log_format.name,
        shows=_shown(values, by, log_format.shows),
        service=service,
        by=by,
        moment=moment,
        user=values["user"],
        client=client,
        unbelieved=unbelieved and not values["user"],
        device=values["device"],
        host=values["host"],
        application=values["application"],
        method=values["method"],
        path=values["path"],
        outcome=values["outcome"],
        peer=values["peer"],
    )


def _shown(values: dict, by: By, most: Shows) -> Shows:
    """What a line tells, of a log in which none tells more than `most`.

    Firewalls write flows, queries and requests into one log. A proxy sees of a tunnel where it
    leads, and of no request inside.
    """
    if most != Shows.REQUESTS:
        return most
    if values["method"].upper() != "CONNECT" and (values["method"] or values["path"]):
        return most
    return Shows.ADDRESSES if by == By.ADDRESS else Shows.NAMES


def _recognized(values: dict, watchlist: Watchlist) -> tuple[Service, By]:
    """The service that a line reaches: a name says more of it than an address or a title does."""
    found = (
        (watchlist.of_host(values["host"]), By.NAME),
        (watchlist.of_application(values["application"]), By.APPLICATION),
        (watchlist.of_address(values["service_address"]), By.ADDRESS),
    )
    for service, by in found:
        if service:
            return service, by
    raise Unreadable("a service that is not looked for")
