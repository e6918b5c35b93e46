"""Logs in which much is found: every second line shows a system that all the department uses."""

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from audits.discovery.actions import GivenFile, begin_import
from policy.personnel.choices import Role
from policy.personnel.models import Person
from tests.bench.appending import address
from tests.bench.discovering import COUNTY, MEGABYTE, PEOPLE, contacts_of, discover, run, write
from tests.bench.measuring import Row
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory
from tests.policy.searches.office import Office

TIMES = 10
DISCOVERED, IMPORTED = (100_000, 1_000_000), (5_000, 50_000)


def rows(office: Office) -> list[Row]:
    """The benchmark's rows; some minutes."""
    _people(office)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_rows_of_discovering(folder), *_rows_of_importing(folder)]


def _rows_of_discovering(folder: Path) -> list[Row]:
    (few, _), (many, memory) = (_discovered(folder, contacts) for contacts in DISCOVERED)
    what = f"discovery of {DISCOVERED[1]:,} contacts in {2 * DISCOVERED[1]:,} lines"
    return [_row_of_time(what, few, many), _row_of_memory(what, memory)]


def _rows_of_importing(folder: Path) -> list[Row]:
    (few, _, fewer), (many, memory, more) = (_imported(folder, contacts) for contacts in IMPORTED)
    what = f"an import of {IMPORTED[1]:,} contacts"
    queries = Row(
        f"queries of {what}",
        f"{more:,}",
        f"{fewer:,} for a tenth of them",
        f"{more / fewer:.1f}",
        f"at most {TIMES}",
    )
    return [
        _row_of_time(f"{what}, read and concluded", few, many),
        queries,
        _row_of_memory(what, memory),
    ]


def _row_of_time(what: str, few: float, many: float) -> Row:
    against = f"{few:.1f} s for a tenth of them"
    return Row(what, f"{many:.1f} s", against, f"{many / few:.1f}", f"at most {TIMES + 1}")


def _row_of_memory(what: str, memory: int) -> Row:
    return Row(f"peak memory of {what}", f"{memory / MEGABYTE:.0f} MB", "–", "–", "under 500 MB")


def _discovered(folder: Path, contacts: int) -> tuple[float, int]:
    """Seconds, and peak memory in kilobytes."""
    log, services = folder / "access.log", folder / "services.csv"
    services.write_text(f"system,standing,domains\nlacris,allowed,{COUNTY}\n", encoding="utf-8")
    write(log, contacts, contacts=contacts)
    seconds, memory, answer = run(discover(log, services))
    if json.loads(answer)["contacts"] != contacts:
        raise AssertionError(answer)
    return seconds, memory


def _people(office: Office) -> None:
    HostNameFactory(system=office.lacris, domain=COUNTY)
    someone = office.requester.person
    kept = {name: getattr(someone, name) for name in ("first_name", "last_name", "unit", "rank")}
    Person.objects.bulk_create(
        Person(serial_number=str(30_000 + number), email=f"p{number}@police.example", **kept)
        for number in range(PEOPLE)
    )


def _imported(folder: Path, contacts: int) -> tuple[float, int, int]:
    """Seconds, peak memory in kilobytes, and queries."""
    log = folder / f"{contacts}.log"
    log.write_text("".join(contacts_of(contacts)), encoding="utf-8")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    given = [GivenFile(log.name, log)]
    made = begin_import(title=log.name, files=given, zone="UTC", by=auditor, at=datetime.now(UTC))
    command = [sys.executable, "-m", "tests.bench.worker", str(made.pk)]
    seconds, memory, answer = run(command, DATABASE_URL=address())
    told = json.loads(answer)
    if (told["contacts"], told["stage"]) != (contacts, "done"):
        raise AssertionError(answer)
    return seconds, memory, told["queries"]
