"""The context files: who has which account, address and machine, and what was approved."""

import csv
from collections.abc import Iterable
from pathlib import Path

from config.demo.logs.context.logons import Logon
from config.demo.logs.context.sessions import Tunnels
from config.demo.logs.network import Network
from config.demo.logs.people import Force
from config.demo.logs.period import iso
from config.demo.logs.plan import Plan
from config.demo.logs.services import COUNTY_HOST

ROSTER = ("serial_number", "user_name", "email", "name", "unit")
DHCP = ("address", "mac", "device", "from", "until")
VPN = ("user", "address", "from", "until")
LOGONS = ("time", "user", "device", "address")
ASSETS = ("device", "owner")
SYSTEMS = ("system", "name", "standing", "domains")
RUNS = (
    "request_number", "serial_number", "system", "approved_from", "approved_until", "ran_at"
)  # fmt: skip


def write_context(
    folder: Path, *, force: Force, network: Network, plan: Plan, tunnels: Tunnels,
    logons: list[Logon],
) -> None:  # fmt: skip
    folder.mkdir()
    _write(folder / "roster.csv", ROSTER, _roster(force))
    _write(folder / "dhcp.csv", DHCP, _dhcp(network))
    _write(folder / "vpn.csv", VPN, _vpn(force, tunnels))
    _write(folder / "logons.csv", LOGONS, _logons(force, logons))
    _write(folder / "assets.csv", ASSETS, _assets(force, network))
    _write(folder / "runs.csv", RUNS, _runs(force, plan))
    _write(folder / "systems.csv", SYSTEMS, [("lacris", "LACRIS", "allowed", COUNTY_HOST)])


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _roster(force: Force) -> Iterable[Iterable[str]]:
    for person in force.people:
        yield person.serial, person.user, person.email, person.name, person.unit


def _dhcp(network: Network) -> Iterable[Iterable[str]]:
    for lease in sorted(network.leases(), key=lambda lease: (lease.begin, lease.device)):
        yield lease.address, lease.mac, lease.device, iso(lease.begin), iso(lease.end)


def _vpn(force: Force, tunnels: Tunnels) -> Iterable[Iterable[str]]:
    for row in tunnels.rows:
        yield force.people[row.place].email, row.address, iso(row.begin), iso(row.end)


def _logons(force: Force, logons: list[Logon]) -> Iterable[Iterable[str]]:
    for row in logons:
        yield iso(row.at), force.people[row.place].windows, row.device, row.address


def _assets(force: Force, network: Network) -> Iterable[Iterable[str]]:
    for person, machine in zip(force.people, network.machines, strict=True):
        yield machine.device, person.serial
    for machine in network.shared:
        yield machine.device, "shared"


def _runs(force: Force, plan: Plan) -> Iterable[Iterable[str]]:
    for run in plan.runs:
        yield (
            run.number, force.people[run.place].serial, "lacris",
            iso(run.approved_from), iso(run.approved_until), iso(run.ran_at),
        )  # fmt: skip
