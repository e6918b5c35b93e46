"""Settings that have to be read, made or refused before Django starts."""

import ipaddress
import os
import re
import secrets
import tempfile
import tomllib
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from audits.trail.log.keys import BadKey, Kind, Verifier, read_verifier
from audits.trail.log.witness_protocol import Witness

YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


def yes_no(name: str) -> bool:
    """Return the variable, no where it is not set; a slip of the pen must not open anything."""
    text = os.environ.get(name, "")
    if text.lower() not in YES_NO:
        raise ImproperlyConfigured(f"{name} is {text!r}; expected true or false.")
    return YES_NO[text.lower()]


def secret_key(*, given: str, production: bool, keep_in: Path, name: str = "SECRET_KEY") -> str:
    """Return the key given; outside production, one made once and kept in a private file."""
    if given:
        return given
    return _made_key(name, secrets.token_urlsafe(64), production=production, keep_in=keep_in)


def sealing_keys(*, given: list[str], production: bool, keep_in: Path) -> list[str]:
    """Return the keys that seal names: the first one seals, each opens what it sealed."""
    made = Fernet.generate_key().decode()
    found = given or [
        _made_key("DISCOVERY_KEYS", made, production=production, keep_in=keep_in),
    ]
    for key in found:
        _sealing_key(key)
    return found


def _sealing_key(text: str) -> None:
    try:
        Fernet(text)
    except ValueError as error:
        raise ImproperlyConfigured(
            "DISCOVERY_KEYS has a key that is none; expected 32 random bytes in URL-safe base64."
        ) from error


def _made_key(name: str, text: str, *, production: bool, keep_in: Path) -> str:
    """Return what the file holds, at first `text`; in production a key has to be given."""
    if production:
        raise ImproperlyConfigured(f"{name} is not set, and PRODUCTION needs one.")
    try:
        if not keep_in.exists():
            _write_once(path=keep_in, text=text)
        return keep_in.read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"{keep_in} cannot be used: {error.strerror}.") from error


def allowed_hosts(*, given: list[str], production: bool) -> list[str]:
    if given:
        return given
    if production:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set, and PRODUCTION needs the names it answers to, "
            "for example ALLOWED_HOSTS=gatehouse.example.gov"
        )
    return ["localhost", "127.0.0.1", "[::1]"]


def database(*, url: str, embedded_in: Path) -> dict[str, Any]:
    """Return the database named by the address, or else the embedded one in a directory."""
    kept_open = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if not url:
        return {
            "ENGINE": "config.postgres",
            "NAME": "gatehouse",
            "DATA": str(embedded_in),
            "ROLE": _role(os.environ.get("DATABASE_ROLE", "")),
            **kept_open,
        }
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {url.partition(':')[0]!r}; Gatehouse needs PostgreSQL, "
            "for example postgresql://user:password@host:5432/gatehouse"
        )
    return {**environ.Env.db_url_config(url), **kept_open}


def _role(name: str) -> str:
    """Return as whom to use the embedded database; empty is its superuser."""
    if name not in ("", "owner", "app", "sequencer", "auditor"):
        raise ImproperlyConfigured(
            f"DATABASE_ROLE is {name!r}; expected owner, app, sequencer or auditor."
        )
    return name


def trail_origin(given: str, *, production: bool) -> str:
    """Return the name of the log, which stays the same for as long as there is the log."""
    if not given and production:
        raise ImproperlyConfigured(
            "TRAIL_ORIGIN is not set, and PRODUCTION needs the name of the log, "
            "for example TRAIL_ORIGIN=gatehouse.example.gov/trail"
        )
    if any(c.isspace() or c == "+" for c in given):
        raise ImproperlyConfigured(
            f"TRAIL_ORIGIN is {given!r}; expected a name without spaces or plus signs, "
            "for example gatehouse.example.gov/trail"
        )
    return given or "gatehouse.demo/trail"


def trail_witnesses(given: str, *, production: bool) -> list[Witness]:
    """Return whom to ask for cosignatures: a key and an address each, on lines or after commas."""
    found = [
        _witness(text.split(), production=production)
        for text in re.split(r"[\n,]", given)
        if text.strip()
    ]
    names = [witness.name for witness in found]
    for name in names:
        if names.count(name) > 1:
            raise ImproperlyConfigured(f"TRAIL_WITNESSES names {name} twice; expected it once.")
    return found


def _witness(words: list[str], *, production: bool) -> Witness:
    if len(words) != 2:
        raise ImproperlyConfigured(
            f"TRAIL_WITNESSES has a witness of {len(words)} words; expected its verifier key and "
            "its address, for example auditor.example.gov/witness+f34d6277+BLbF... "
            "https://auditor.example.gov/witness"
        )
    return Witness(_witness_key(words[0]), _witness_url(words[1], production=production))


def _witness_key(text: str) -> Verifier:
    try:
        key = read_verifier(text)
    except BadKey as error:
        raise ImproperlyConfigured(f"TRAIL_WITNESSES cannot be used: {error}.") from error
    if key.kind is not Kind.WITNESS:
        raise ImproperlyConfigured(
            f"TRAIL_WITNESSES has a key of the log {key.name}; expected that of a witness, "
            "as `manage.py new_signing_key --witness` makes it."
        )
    return key


def _witness_url(text: str, *, production: bool) -> str:
    host = _host(text)
    if host is None:
        raise ImproperlyConfigured(
            f"TRAIL_WITNESSES has the address {text!r}; expected one such as "
            "https://auditor.example.gov/witness"
        )
    if production and urlsplit(text).scheme != "https" and not _is_this_machine(host):
        raise ImproperlyConfigured(
            f"TRAIL_WITNESSES has the address {text!r}; PRODUCTION needs https to another machine."
        )
    return text


def _host(url: str) -> str | None:
    """Return whose address it is; None where it is none, or says more than where to ask."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # refuses what is no number
    except ValueError:
        return None
    more = parts.username is not None or parts.query or parts.fragment
    known = parts.scheme in ("http", "https") and url.isascii()
    return parts.hostname if known and not more else None


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """Return the variable, or the default where it is not set."""
    text = os.environ.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ImproperlyConfigured(
            f"{name} is {text!r}; expected a whole number from {least} to {most}."
        )
    return int(text)


def time_zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"DEPARTMENT_TIME_ZONE is {name!r}, which is no time zone. "
            "Expected a name such as America/Los_Angeles."
        ) from error
    return name


def version(manifest: Path) -> str:
    """Return the version that the project's manifest names, the one place where it stands."""
    project: dict[str, str] = tomllib.loads(manifest.read_text())["project"]
    return project["version"]


def _write_once(*, path: Path, text: str) -> None:
    """Write the file whole or not at all; of several processes, the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
