"""CSV files as people hand them in."""

from collections.abc import Mapping

from policy.personnel.choices import Grade
from policy.personnel.importing.faults import Fault
from policy.personnel.importing.table import Row, read_table
from tests.factories.personnel import RankFactory, UnitFactory

ROSTER_HEAD = "serial_number,first_name,last_name,email,rank,sworn,unit,supervisor,status"

ROSTER_ROW = {
    "serial_number": "101",
    "first_name": "Ada",
    "last_name": "Alder",
    "email": "ada@police.example",
    "rank": "Sergeant",
    "sworn": "yes",
    "unit": "HOM",
    "supervisor": "",
    "status": "active",
}

CERTIFICATE_ROW = {
    "serial_number": "101",
    "course": "FR-101",
    "issuer": "lacris",
    "number": "L-1",
    "issued_on": "2024-01-15",
    "expires_on": "",
}


def department() -> None:
    """The ranks and units that the rosters of these tests name."""
    for grade in (Grade.SERGEANT, Grade.POLICE_OFFICER):
        RankFactory(grade=grade)
    UnitFactory(code="HOM", name="Homicide")
    UnitFactory(code="ROB", name="Robbery")


def csv_of(*rows: Mapping[str, str], delimiter: str = ",", line_end: str = "\n") -> bytes:
    lines = [delimiter.join(rows[0]), *(delimiter.join(row.values()) for row in rows)]
    return "".join(line + line_end for line in lines).encode()


def rows_of(*rows: Mapping[str, str]) -> list[Row]:
    return read_table(csv_of(*rows), columns=tuple(rows[0]))


def roster_row(**cells: str) -> dict[str, str]:
    return {**ROSTER_ROW, **cells}


def certificate_row(**cells: str) -> dict[str, str]:
    return {**CERTIFICATE_ROW, **cells}


def short(fault: Fault) -> tuple[int, str, str]:
    return (fault.line, fault.column, fault.value)
