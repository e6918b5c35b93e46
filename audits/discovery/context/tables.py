"""The tables that discovery knows, and how each is read."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from audits.discovery.formats.clocks import Moment, placed
from audits.discovery.formats.proposing import row_of
from audits.discovery.people.attributing import Records
from audits.discovery.people.records import Asset, Hold, Holds, Logon, Logons
from audits.discovery.people.roster import Member, Roster
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.rows import rows
from audits.discovery.reconciling import ApprovedRun
from audits.discovery.services import Service, Standing

Row = Mapping[str, str]
# A table is kept in memory; one that has more is handed over in parts.
MOST_ROWS = 1_000_000
MOST_BYTES = 128 << 20


class BadTable(ValueError):
    """A table with a row that cannot be read: the file, its line, its column and what it holds."""


@dataclass
class Context:
    """What the tables hold, all together."""

    members: list[Member] = field(default_factory=list)
    sessions: list[Hold] = field(default_factory=list)
    leases: list[Hold] = field(default_factory=list)
    logons: list[Logon] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    runs: list[ApprovedRun] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)

    def records(self, realms: Collection[str] = ()) -> Records:
        """All of it; `realms` are the department's."""
        return Records(
            roster=Roster(self.members, realms=realms),
            sessions=Holds(self.sessions),
            leases=Holds(self.leases),
            logons=Logons(self.logons),
            assets={asset.device.lower(): asset for asset in self.assets},
        )


@dataclass(frozen=True)
class Table:
    """One kind of table: its columns (others may stand beside them), and what a row becomes."""

    name: str
    columns: frozenset[str]
    into: Callable[[Context], list[Any]]
    read: Callable[[Row, tzinfo], Any]


def _moment(row: Row, column: str, zone: tzinfo) -> Moment:
    """A time; one that states no zone is read in `zone`, as those of the logs are."""
    try:
        return placed(datetime.fromisoformat(row[column].strip()), zone)
    except ValueError as error:
        raise BadTable(
            f"{column}: {row[column]!r} is no time such as 2020-09-01T17:20:00Z"
        ) from error


def _time(row: Row, column: str, zone: tzinfo) -> datetime:
    """A time of our own record, of which nobody may have to guess what it is."""
    moment = _moment(row, column, zone)
    if moment.other:
        how = "twice" if moment.is_ambiguous else "never"
        raise BadTable(
            f"{column}: {row[column]!r} came {how} in {zone}; write it as 2020-09-01T17:20:00Z"
        )
    return moment.at


def _hold(row: Row, holder: str, zone: tzinfo) -> Hold:
    begin, end = (_moment(row, column, zone).readings for column in ("from", "until"))
    if end[-1] < begin[0]:
        raise BadTable(f"until: {row['until']!r} lies before from, {row['from']!r}")
    held = row["address"].strip(), row[holder].strip()
    return Hold(begin[0], end[-1], *held, sure_from=begin[-1], sure_until=end[0])


def _member(row: Row, zone: tzinfo) -> Member:
    return Member(
        row["serial_number"].strip(),
        row["user_name"].strip(),
        row["email"].strip(),
        row.get("name", "").strip(),
        row.get("unit", "").strip(),
    )


def _run(row: Row, zone: tzinfo) -> ApprovedRun:
    return ApprovedRun(
        number=row["request_number"].strip(),
        serial=row["serial_number"].strip(),
        system=row["system"].strip(),
        begin=_time(row, "approved_from", zone),
        end=_time(row, "approved_until", zone),
        ran_at=_time(row, "ran_at", zone),
    )


def _service(row: Row, zone: tzinfo) -> Service:
    try:
        standing = Standing(row["standing"].strip())
    except ValueError as error:
        expected = ", ".join(Standing)
        raise BadTable(f"standing: {row['standing']!r} is none of {expected}") from error
    slug = row["system"].strip()
    return Service(slug, row.get("name") or slug, standing, tuple(row["domains"].lower().split()))


def _logon(row: Row, zone: tzinfo) -> Logon:
    at = _moment(row, "time", zone).readings
    return Logon(at[0], at[-1], row["user"].strip(), row["device"].strip(), row["address"])


_RUN = ("request_number", "serial_number", "system", "approved_from", "approved_until", "ran_at")

TABLES = (
    Table(
        "roster",
        frozenset({"serial_number", "user_name", "email"}),
        lambda context: context.members,
        _member,
    ),
    Table(
        "DHCP leases",
        frozenset({"address", "device", "from", "until"}),
        lambda context: context.leases,
        lambda row, zone: _hold(row, "device", zone),
    ),
    Table(
        "VPN sessions",
        frozenset({"user", "address", "from", "until"}),
        lambda context: context.sessions,
        lambda row, zone: _hold(row, "user", zone),
    ),
    Table(
        "logons",
        frozenset({"time", "user", "device", "address"}),
        lambda context: context.logons,
        _logon,
    ),
    Table(
        "asset register",
        frozenset({"device", "owner"}),
        lambda context: context.assets,
        lambda row, zone: Asset(row["device"].strip(), row["owner"].strip()),
    ),
    Table(
        "approved runs",
        frozenset(_RUN),
        lambda context: context.runs,
        _run,
    ),
    Table(
        "services",
        frozenset({"system", "standing", "domains"}),
        lambda context: context.services,
        _service,
    ),
)


def table_of(first_line: str) -> Table | None:
    """The table whose header `first_line` is; None where it is none."""
    columns = {name.lower() for name in row_of(first_line, ",")}
    return next((table for table in TABLES if table.columns <= columns), None)


def read_table(path: Path, table: Table, context: Context, *, zone: tzinfo) -> int:
    """Adds the rows of the file to `context`, and answers how many; `zone` is that of bare times.

    Raises BadTable, and OSError.
    """
    read = [_read(path, number, row, table, zone) for number, row in _rows(path, table)]
    table.into(context).extend(read)
    return len(read)


def _rows(path: Path, table: Table) -> Iterator[tuple[int, Row]]:
    """Each row, after the number of its line; a cell that is not there is empty."""
    names: list[str] = []
    for count, one in enumerate(rows(path, name=str(path))):
        if isinstance(one, Fault):
            raise BadTable(f"{path}, at byte {one.offset}: {one.what}")
        if count > MOST_ROWS or one.offset > MOST_BYTES:
            most = f"{MOST_ROWS:,} rows or {MOST_BYTES >> 20} MB"
            raise BadTable(f"{path}, line {one.line}: a table has at most {most}")
        if names:
            yield one.line, dict.fromkeys(names, "") | dict(zip(names, one.cells, strict=False))
        else:
            names = _header(one.cells, table, f"{path}, line {one.line}")


def _header(cells: list[str], table: Table, place: str) -> list[str]:
    """The names of the columns. What told the table may be no more than a part of this row."""
    names = [name.strip().lower() for name in cells]
    if not table.columns <= set(names):
        raise BadTable(f"{place}: it is not the header of {table.name}")
    return names


def _read(path: Path, number: int, row: Row, table: Table, zone: tzinfo) -> Any:
    try:
        return table.read(row, zone)
    except BadTable as error:
        raise BadTable(f"{path}, line {number}, {error}") from error
