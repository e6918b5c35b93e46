"""The demonstration's network logs, in which its own people play, imported by its auditor."""

import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from audits.discovery.actions import GivenFile, begin_import, read_import
from audits.discovery.actions.belongings import add_belonging
from audits.discovery.choices import BelongingKind
from audits.discovery.reading.files import files_of
from config.demo.logs.people import CULPRITS, REALMS, Cast, Known, KnownRun
from config.demo.logs.period import DAYS
from config.demo.logs.services import COUNTY_HOST
from config.demo.logs.writing import write_logs
from policy.personnel.models import Account, Person
from policy.searches.models import Run
from policy.systems.models import HostName, System

# Enough that a gap of six hours stands out, and few enough to be read while a newcomer waits.
LINES = 10_000
# Who searched: detectives and officers of these units, who have no account of the demonstration.
UNITS = ("BUR", "AUT", "FRD", "HAD", "HID", "CED", "CEP", "HIP")
# A run of the year that left no trace, for there is always one that asks for an explanation.
WITHOUT_TRACE = 1


def discover_in_logs(*, seed: int, at: datetime) -> None:
    """90 days of logs before `at`: 475 searches by 27 people of the demonstration, and its runs."""
    county = System.objects.get(slug="lacris")
    HostName.objects.get_or_create(system=county, domain=COUNTY_HOST)
    auditor = Account.objects.get(username="auditor")
    for realm in REALMS:
        kind, note = BelongingKind.REALM, "Told by the office that runs the network."
        add_belonging(kind=kind, value=realm, note=note, by=auditor, at=at)
    until = at.date()
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder) / "logs"
        write_logs(logs, seed=seed, lines=LINES, until=until, cast=_cast(until_at=at))
        made = begin_import(
            title="Proxy, sensor and DNS logs of 90 days",
            files=[
                GivenFile(str(path.relative_to(logs)), path) for path in sorted(files_of([logs]))
            ],
            zone="America/Los_Angeles",
            by=auditor,
            at=at,
        )
        read_import(made)


def _cast(*, until_at: datetime) -> Cast:
    people = Person.objects.exclude(account__is_demo=True).order_by("serial_number")
    culprits = [_known(person) for person in people.filter(unit__code__in=UNITS)][:CULPRITS]
    around = [_known(person) for person in people.exclude(unit__code__in=UNITS)]
    return Cast(culprits, around, _runs(until_at)[WITHOUT_TRACE:])


def _known(person: Person) -> Known:
    return person.serial_number, f"u{person.serial_number}", person.name


def _runs(at: datetime) -> Sequence[KnownRun]:
    runs = Run.objects.filter(started_at__range=(at - timedelta(days=DAYS), at))
    return [
        KnownRun(
            number=str(run.request),
            operator=_known(run.operator),
            approved_from=int(run.started_at.timestamp()) - 3600,
            approved_until=int(run.started_at.timestamp()) + 3600,
            ran_at=int(run.started_at.timestamp()),
        )
        for run in runs.select_related("request", "operator").order_by("started_at")
    ]
