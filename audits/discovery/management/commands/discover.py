"""`manage.py discover`: what network logs show of face-recognition services. No database needed."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from audits.discovery.catalog import watched
from audits.discovery.context.tables import BadTable, Context
from audits.discovery.discovering import Found, conclude, read_logs, read_records, read_tables
from audits.discovery.engines.choosing import NoSuchEngine, engine_at
from audits.discovery.engines.engine import Engine
from audits.discovery.formats import Format
from audits.discovery.formats.mapping_files import read_mappings
from audits.discovery.formats.own import with_own
from audits.discovery.logs import LogReader
from audits.discovery.people.proxies import clean_proxy
from audits.discovery.people.realms import clean_realm
from audits.discovery.reading.files import files_of
from audits.discovery.reconciling import State
from audits.discovery.services import Service, Watchlist
from audits.discovery.telling import as_json, in_words
from policy import commands
from policy.commands import REFUSED, bad_input


class Command(commands.Command):
    """Exit code 0: nothing open. 1: something open. 2: bad input, or nothing that can be read."""

    help = "Find searches in network logs, hold them against approved runs, and say what is unseen."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("paths", nargs="+", type=Path, metavar="PATH", help=_("a log, a table, or a folder"))
        add("--format", default="", help=_("the format of every log, or the name of a mapping"))
        add("--mapping", action="append", default=[], type=Path, help=_("a mapping of your own"))
        add("--engine", default=settings.DISCOVERY_ENGINE, help=_("duckdb, or spark://host:port"))
        add("--zone", default=settings.TIME_ZONE, help=_("the zone of times that state none"))
        add("--realm", action="append", default=[], help=_("a realm of the department's users"))
        add("--proxy", action="append", default=[], help=_("the address of one of its proxies"))
        add("--about", default="", help=_("the service that a vendor's export is about"))
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, paths: list[Path], engine: str, zone: str, **options: Any) -> None:
        with closing(_engine(engine)) as runs:
            found = _found(paths, runs, _zone(zone), options)
        if not found.logs and not found.records:
            why = "\n".join(map(str, found.refused)) or _("There is no log in it.")
            raise bad_input("%(why)s", why=why)
        in_json = options["json"]
        self.stdout.write(json.dumps(as_json(found), indent=2) if in_json else in_words(found))
        if found.tally.states[State.OPEN]:
            sys.exit(REFUSED)


def _found(
    paths: Sequence[Path], engine: Engine, zone: ZoneInfo, options: Mapping[str, Any]
) -> Found:
    found, context, chosen = Found(), Context(), options["format"]
    try:
        formats = with_own(read_mappings(options["mapping"]))
        _require_format(chosen, formats)
        realms = _each("--realm", options["realm"], clean_realm)
        proxies = _each("--proxy", options["proxy"], clean_proxy)
        files = _named(list(files_of(paths)), paths)
        if not chosen:
            found.tables = read_tables(files, context, zone=zone)
        watchlist = watched(context.services)
        rest = [(name, path) for name, path in files if name not in found.tables]
        if not chosen:
            service = _service(options["about"], watchlist)
            read_records(rest, found=found, watchlist=watchlist, zone=zone, about=service)
        logs = [(name, path) for name, path in rest if name not in found.records]
        reader = LogReader(watchlist=watchlist, engine=engine, zone=zone, proxies=proxies)
        read_logs(logs, reader=reader, found=found, chosen=chosen, formats=formats)
    except (BadTable, OSError, ValueError) as error:
        raise bad_input("%(why)s", why=error) from error
    conclude(found, records=context.records(realms), runs=context.runs)
    return found


def _require_format(chosen: str, formats: Mapping[str, Format]) -> None:
    if chosen and chosen not in formats:
        raise ValueError(f'--format: "{chosen}" is none of {", ".join(sorted(formats))}')


def _each(option: str, told: Sequence[str], clean: Callable[[str], str]) -> list[str]:
    try:
        return [clean(one) for one in told]
    except ValueError as error:
        raise ValueError(f"{option}: {error}") from error


def _service(slug: str, watchlist: Watchlist) -> Service | None:
    found = next((one for one in watchlist.services if one.slug == slug), None)
    if slug and not found:
        known = ", ".join(one.slug for one in watchlist.services)
        raise ValueError(f'--about: "{slug}" is none of the services {known}')
    return found


def _named(files: Sequence[Path], paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each file with its name; with all of its path where another has the same."""
    names = [_name(path, paths) for path in files]
    return [
        (name if names.count(name) == 1 else str(path), path)
        for name, path in zip(names, files, strict=True)
    ]


def _name(path: Path, paths: Sequence[Path]) -> str:
    """A file's name within the folder that was given, or its own."""
    for given in paths:
        if given.is_dir() and path.is_relative_to(given):
            return str(path.relative_to(given))
    return path.name


def _engine(address: str) -> Engine:
    try:
        return engine_at(address)
    except NoSuchEngine as error:
        raise bad_input("--engine: %(why)s.", why=error) from error


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        message = _('--zone: "%(name)s" is no time zone such as America/Los_Angeles.')
        raise bad_input(message, name=name) from error
