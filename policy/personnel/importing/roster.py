"""The roster: who serves, in which unit, at which rank, under whom."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from policy.personnel.choices import PersonStatus
from policy.personnel.importing import cells
from policy.personnel.importing.cells import Reader, Record
from policy.personnel.importing.faults import Fault, ImportRefused
from policy.personnel.importing.plan import Entry, Plan, plan_of, repeated
from policy.personnel.importing.table import Row
from policy.personnel.models import Person, Rank, Unit

COLUMNS = (
    "serial_number",
    "first_name",
    "last_name",
    "email",
    "rank",
    "sworn",
    "unit",
    "supervisor",
    "status",
)


def plan_roster(rows: Iterable[Row]) -> Plan:
    """What importing these rows would do to the register. Raises ImportRefused.

    A supervisor may stand anywhere in the file, or in the register only. People of the register
    who are not in the file are left as they are.
    """
    records, faults = cells.read_rows(rows, readers(), optional={"email": "", "supervisor": ""})
    register = {
        person.serial_number: values_of(person)
        for person in Person.objects.select_related("rank", "unit", "supervisor")
    }
    faults += repeated(records, column="serial_number", key=serial_of)
    faults += faults_of_chain(records, register)
    if faults:
        raise ImportRefused(faults)
    return plan_of(
        Entry(
            record.line,
            label_of(record),
            record.values,
            register.get(record.values["serial_number"], {}),
        )
        for record in records
    )


def readers() -> dict[str, Reader]:
    serial_number = cells.text(20)
    return {
        "serial_number": serial_number,
        "first_name": cells.text(80),
        "last_name": cells.text(80),
        "email": cells.email,
        "rank": cells.known({r.name: r for r in Rank.objects.all()}, what=_("the name of a rank")),
        "sworn": cells.yes_no,
        "unit": cells.known({u.code: u for u in Unit.objects.all()}, what=_("the code of a unit")),
        "supervisor": serial_number,
        "status": cells.choice(PersonStatus),
    }


def values_of(person: Person) -> dict[str, Any]:
    """The person as a row of the roster."""
    return {
        **{name: getattr(person, name) for name in COLUMNS},
        "supervisor": person.supervisor.serial_number if person.supervisor else "",
        "status": PersonStatus(person.status),
    }


def label_of(record: Record) -> str:
    return "{serial_number} {first_name} {last_name}".format(**record.values)


def serial_of(record: Record) -> str | None:
    return record.values.get("serial_number")


def faults_of_chain(
    records: Iterable[Record], register: Mapping[str, Mapping[str, Any]]
) -> list[Fault]:
    """Supervisors whom nobody knows, and chains of command that lead back to where they began."""
    above = {serial: values["supervisor"] for serial, values in register.items()}
    above |= {
        serial: record.values.get("supervisor", "")
        for record in records
        if (serial := serial_of(record))
    }
    faults, told = [], set[str]()
    for record in records:
        serial, supervisor = serial_of(record), record.values.get("supervisor")
        if supervisor and supervisor not in above:
            expected = _("the serial number of someone in this file or in the register")
            faults.append(Fault(record.line, "supervisor", supervisor, expected))
        elif serial and serial not in told and (cycle := cycle_through(serial, above)):
            told.update(cycle)
            expected = _("a chain of command that ends; this one leads back: %(cycle)s") % {
                "cycle": " → ".join([*cycle, serial])
            }
            faults.append(Fault(record.line, "supervisor", str(supervisor), expected))
    return faults


def cycle_through(serial: str, above: Mapping[str, str]) -> list[str]:
    """The people from `serial` up to `serial` again, or an empty list."""
    path = [serial]
    while (supervisor := above.get(path[-1])) and supervisor not in path:
        path.append(supervisor)
    return path if supervisor == serial else []
