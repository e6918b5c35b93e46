"""Which service a host or a URL belongs to, and why: asked by people, answered by the engine."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from audits.discovery.engines.engine import ANSWER
from audits.discovery.engines.local import DuckDB
from audits.discovery.selecting import recognition
from audits.discovery.services import Service, Standing, Watchlist, spellings


@dataclass(frozen=True)
class Recognized:
    """What `line` is: the `host` in it, the service that it belongs to or None, and why (not)."""

    line: str
    host: str
    service: Service | None
    why: str


def recognize(lines: Sequence[str], watchlist: Watchlist) -> list[Recognized]:
    """Each of `lines` as discovery would see it in a log, by the very expression of the engine."""
    numbered = [("", number, line) for number, line in enumerate(lines)]
    with closing(DuckDB()) as engine:
        rows = engine.run(recognition(watchlist), numbered)
    answers = [dict(zip(ANSWER, row, strict=True)) for row in rows]
    return [_recognized(one, watchlist) for one in sorted(answers, key=itemgetter("offset"))]


def _recognized(found: Mapping[str, Any], watchlist: Watchlist) -> Recognized:
    line, host, address = found["line"], found["host"], found["service_address"]
    if found["service_name"]:
        service = watchlist.of_host(host)
        by = _("the name ends in %(name)s") % {"name": found["service_name"]}
    else:
        service = watchlist.of_address(address) if address else None
        by = _("the address is %(address)s") % {"address": address}
    if service is None:
        return Recognized(line, host, None, _why_not(line, host, watchlist))
    return Recognized(line, host, service, f"{by}; {_as_what(service, found['path'])}")


def _as_what(service: Service, path: str) -> str:
    if service.standing == Standing.RESOLVER:
        return _("it hides which names are asked for")
    if service.standing == Standing.PERMITTED:
        return _("anyone may reach it")
    if service.is_search("POST", path):
        return _("an image sent there counts as a search")
    return _("alone, it counts as a visit")


def _why_not(line: str, host: str, watchlist: Watchlist) -> str:
    if not host:
        return _("there is no host in it")
    domains = [spelled for one in watchlist.services for name in one.domains
               for spelled in spellings(name)]  # fmt: skip
    inside = next((name for name in domains if _stands_in(name, host)), None)
    if inside:
        words = _("the host only looks like %(name)s: it neither is that name nor ends in it")
        return words % {"name": inside}
    mentioned = next((name for name in domains if _stands_in(name, line.lower())), None)
    if mentioned:
        words = _("it mentions %(name)s, and what is reached is %(host)s")
        return words % {"name": mentioned, "host": host}
    return _("no name or address of the catalog stands in it")


def _stands_in(name: str, text: str) -> bool:
    pattern = "[^.]+".join(re.escape(part) for part in name.split("*"))
    return bool(re.search(pattern, text))
