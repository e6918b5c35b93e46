"""Reads a text as discovery reads a file: detected, scanned, selected by the engine, told."""

from collections.abc import Collection
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path

from audits.discovery.contacts import Contact, contacts_of
from audits.discovery.engines.engine import Log, sought_in
from audits.discovery.engines.local import DuckDB
from audits.discovery.formats import FORMATS, Format
from audits.discovery.formats.clocks import Bearings
from audits.discovery.formats.detecting import detect, sample_of
from audits.discovery.people.proxies import Proxies
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.reading import Reader
from audits.discovery.reading.scanning import Scanner
from audits.discovery.selecting import expression
from audits.discovery.services import Service, Standing, Watchlist

CLEARVIEW = Service("clearview-ai", "Clearview AI", Standing.PROHIBITED, ("clearview.ai",))
COUNTY = Service("lacris", "LACRIS", Standing.ALLOWED, ("facesearch.county.example",))
WATCHLIST = Watchlist((CLEARVIEW, COUNTY))
WRITTEN = datetime(2020, 11, 13, tzinfo=UTC)
ENGINE = DuckDB()
# Building one takes longer than most tests do.
_expression = cache(expression)


def read(
    path: Path,
    text: str | bytes,
    *,
    watchlist: Watchlist = WATCHLIST,
    zone: tzinfo = UTC,
    written: datetime = WRITTEN,
    log_format: Format | None = None,
    proxies: Collection[str] = (),
) -> tuple[list[Contact], list[Fault]]:
    """The contacts and the faults of a file with `text`, which is written to `path`."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    base = log_format or detect(sample_of(path), FORMATS.values(), name=path.name)
    bearings = Bearings(zone, written)
    log = Log(path, path.name, base, bearings)
    contacts: list[Contact] = []
    faults: list[Fault] = []
    for batch in log.reader(Scanner(sought_in(log, watchlist))).batches():
        faults += batch.faults
        if not batch.lines:
            continue
        answers = ENGINE.run(_expression(batch.format, watchlist), batch.lines)
        for one in contacts_of(
            answers,
            log_format=batch.format,
            watchlist=watchlist,
            bearings=bearings,
            proxies=Proxies(proxies),
            undecodable=batch.undecodable,
        ):
            contacts.append(one) if isinstance(one, Contact) else faults.append(one)
    return sorted(contacts, key=lambda one: one.offset), sorted(faults, key=lambda one: one.offset)


def counted(path: Path, text: str, log_format: Format) -> int:
    """How many lines of a log a text has, as told without reading them."""
    path.write_text(text)
    reader = Reader(
        path,
        name=path.name,
        log_format=log_format,
        scanner=Scanner([b"clearview.ai", *log_format.markers]),
        bearings=Bearings(UTC, WRITTEN),
    )
    return sum(batch.count for batch in reader.batches())
