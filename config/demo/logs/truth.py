"""What was planted, as .truth.json says it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.demo.logs.people import REALMS, Force
from config.demo.logs.period import Period, iso, iso_ms
from config.demo.logs.plan import Mark, Plan, Session
from config.demo.logs.planting.scene import Scene
from config.demo.logs.services import COUNTY_HOST, COUNTY_PATH, HOST, METHOD, PATH, SITES

TOO = {Mark.IN_ZEEK_TOO: "zeek", Mark.IN_UMBRELLA_TOO: "umbrella"}


@dataclass(frozen=True)
class Truth:
    """The keys of .truth.json; docs/demo-logs.md says what each holds. Times are ISO, in UTC."""

    seed: int
    realms: list[str]
    period: dict[str, str]
    service: dict[str, Any]
    county: dict[str, Any]
    searches: int
    people: int
    by_person: dict[str, dict[str, Any]]
    explained: dict[str, dict[str, str]]
    unattributed: list[dict[str, str]]
    gap: dict[str, str]
    visits: dict[str, int]
    mentions: dict[str, int]
    look_alikes: dict[str, int]
    duplicates: dict[str, int]
    noise: dict[str, int]
    blind_spots: dict[str, int]
    files: dict[str, dict[str, Any]]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(vars(self), indent=1, ensure_ascii=False) + "\n", "utf-8")


def tell_truth(
    *, seed: int, period: Period, force: Force, plan: Plan, scene: Scene,
    files: dict[str, dict[str, Any]],
) -> Truth:  # fmt: skip
    by_person = _by_person(force, plan)
    counts = {group: dict(sorted(kinds.items())) for group, kinds in scene.counts.items()}
    return Truth(
        seed=seed,
        realms=list(REALMS),
        period={"from": iso(period.start), "until": iso(period.end)},
        service=_endpoint("clearview-ai", HOST, PATH) | {"sites": list(SITES)},
        county=_endpoint("lacris", COUNTY_HOST, COUNTY_PATH),
        searches=sum(len(person["searches"]) for person in by_person.values()),
        people=len(by_person),
        by_person=by_person,
        explained={run.number: _explained(force, run.place, run.at) for run in plan.runs},
        unattributed=[row for session in plan.unattributed for row in _unattributed(session)],
        gap={"source": "squid", "from": iso(period.gap[0]), "to": iso(period.gap[1])},
        files=files,
        **counts,
    )


def _endpoint(system: str, host: str, path: str) -> dict[str, Any]:
    return {"system": system, "host": host, "method": METHOD, "path": path}


def _by_person(force: Force, plan: Plan) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for session in plan.sessions:
        person = force.people[session.place]
        mine = told.setdefault(
            person.serial,
            {"user": person.user, "name": person.name, "seen_by": session.seen_by, "searches": []},
        )
        mine["searches"] += [_search(session, at, plan) for at in session.times]
    return dict(sorted(told.items()))


def _search(session: Session, at: float, plan: Plan) -> dict[str, Any]:
    mark = plan.marks.get((session.place, at))
    also = [TOO[mark]] if mark in TOO else []
    return {"at": iso_ms(at), "source": session.seen_by.source, "also_in": also}


def _explained(force: Force, place: int, at: float) -> dict[str, str]:
    return {"serial_number": force.people[place].serial, "at": iso_ms(at), "source": "squid"}


def _unattributed(session: Session) -> list[dict[str, str]]:
    machine = session.machine
    seen = {"address": machine.address, "device": machine.device} if machine else {}
    return [{"at": iso_ms(at), "source": session.seen_by.source, **seen} for at in session.times]
