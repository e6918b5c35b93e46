"""The catalog of known services that ships with the product: catalog.toml, read."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policy.systems.choices import Gallery, Ownership, PerformingEntity

CATALOG = Path(__file__).with_name("catalog.toml")


@dataclass(frozen=True)
class Service:
    """One known service. Everything about it is for the department to verify."""

    slug: str
    name: str
    vendor: str
    ownership: Ownership
    performing_entity: PerformingEntity
    galleries: tuple[Gallery, ...]
    source: str
    domains: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    algorithm: str = ""
    notes: str = ""


def as_of() -> date:
    """The day on which the catalog was last looked through."""
    return _read()["as_of"]


def services() -> list[Service]:
    """The services of the catalog, in the order of the file."""
    tables = _read()["service"]
    return [
        Service(
            **{
                **table,
                "ownership": Ownership(table["ownership"]),
                "performing_entity": PerformingEntity(table["performing_entity"]),
                "galleries": tuple(map(Gallery, table["galleries"])),
                "domains": tuple(table.get("domains", ())),
                "applications": tuple(table.get("applications", ())),
                "aliases": tuple(table.get("aliases", ())),
            }
        )
        for table in tables
    ]


def _read() -> dict[str, Any]:
    return tomllib.loads(CATALOG.read_text(encoding="utf-8"))
