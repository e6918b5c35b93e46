"""The names of prohibited services, as proxies, firewalls and name servers take them.

Each list says at its head when it was made, what it has, and what it cannot say. The same services
give the same list at the same moment, to the byte.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import StringIO

from audits.discovery.services import Service, Standing, spellings

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Form(StrEnum):
    """What takes the list."""

    HOSTS = "hosts"
    SQUID = "squid"
    PANOS = "panos"
    RPZ = "rpz"
    DNSMASQ = "dnsmasq"
    CSV = "csv"


@dataclass(frozen=True)
class Blocked:
    """A name in ASCII to be blocked with all names below it; a `*` in it stands for one label."""

    domain: str
    service: str

    @property
    def is_plain(self) -> bool:
        return "*" not in self.domain

    @property
    def begins_with_any(self) -> bool:
        """Whether its one `*` is what it begins with."""
        return self.domain.startswith("*.") and self.domain.count("*") == 1


@dataclass(frozen=True)
class Shape:
    """How a list is written: the sign of a comment, which names it can say, and their lines."""

    label: str
    ending: str
    comment: str
    takes: Callable[[Blocked], bool]
    lines: Callable[[Blocked], Sequence[str]]
    head: Callable[[datetime], Sequence[str]] = lambda at: ()


def _plain(one: Blocked) -> bool:
    return one.is_plain


def _plain_or_any(one: Blocked) -> bool:
    return one.is_plain or one.begins_with_any


def _anything(one: Blocked) -> bool:
    return True


def _panos(one: Blocked) -> Sequence[str]:
    return (one.domain, f"*.{one.domain}") if one.is_plain else (one.domain,)


def _rpz(one: Blocked) -> Sequence[str]:
    return [f"{name} CNAME ." for name in _panos(one)]


def _zone(at: datetime) -> Sequence[str]:
    """The serial number goes up with the seconds since 1970, as serial numbers of 32 bits do."""
    serial = int(at.timestamp()) % 2**32
    return (
        "$TTL 300",
        f"@ IN SOA localhost. hostmaster.localhost. {serial} 3600 600 86400 300",
        "@ IN NS localhost.",
    )


def _cells(*cells: str) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="").writerow(map(_defused, cells))
    return out.getvalue()


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


SHAPES: dict[Form, Shape] = {
    Form.HOSTS: Shape("Plain host names", "txt", "#", _plain, lambda one: (one.domain,)),
    Form.SQUID: Shape("Squid, dstdomain", "acl", "#", _plain, lambda one: (f".{one.domain}",)),
    Form.PANOS: Shape("PAN-OS external dynamic list", "txt", "#", _plain_or_any, _panos),
    Form.RPZ: Shape("BIND response policy zone", "zone", ";", _plain_or_any, _rpz, _zone),
    Form.DNSMASQ: Shape(
        "dnsmasq, Pi-hole", "conf", "#", _plain, lambda one: (f"local=/{one.domain}/",)
    ),
    Form.CSV: Shape(
        "CSV, host and service",
        "csv",
        "#",
        _anything,
        lambda one: (_cells(one.domain, one.service),),
        lambda at: ("host,service",),
    ),
}


def blocked(services: Iterable[Service]) -> list[Blocked]:
    """The names of the prohibited services among `services`, in the order of the names."""
    prohibited = [one for one in services if one.standing == Standing.PROHIBITED]
    names = {(spellings(name)[0], _named(one)) for one in prohibited for name in one.domains}
    return [Blocked(*name) for name in sorted(names)]


def _named(service: Service) -> str:
    """The name of `service` in one line: what follows the end of a comment is no comment."""
    return " ".join(service.name.split())


def block_list(services: Sequence[Service], *, form: Form, at: datetime) -> str:
    """The list in `form`. `at` is aware and told in UTC."""
    names, shape = blocked(services), SHAPES[form]
    said = [one for one in names if shape.takes(one)]
    left_out = [one.domain for one in names if not shape.takes(one)]
    head = [f"{shape.comment} {line}" for line in _about(said, left_out, services, at)]
    lines = dict.fromkeys(line for one in said for line in shape.lines(one))
    return "".join(f"{line}\n" for line in (*head, *shape.head(at), *lines))


def _about(
    said: Sequence[Blocked], left_out: Sequence[str], services: Iterable[Service], at: datetime
) -> Iterator[str]:
    several = len({one.service for one in said})
    yield f"Face-recognition services that are not allowed, as of {at:%Y-%m-%d %H:%M} UTC."
    yield f"Names: {len(said)}, of services: {several}. Names below each count as well."
    for domain in left_out:
        yield f"Left out, as this form cannot say it: {domain}"
    for service in services:
        yield from _beside(service)


def _beside(service: Service) -> Iterator[str]:
    if service.standing == Standing.PROHIBITED:
        for address in service.addresses:
            yield f"Not in this list, which has names alone: {_named(service)} at {address}"
    if service.standing == Standing.PERMITTED:
        for domain in service.domains:
            yield f"Anyone may reach {domain}: allow it before this list is asked."


def file_name(form: Form, at: datetime) -> str:
    return f"blocklist-{form}-{at:%Y-%m-%d}.{SHAPES[form].ending}"
