"""The keys that sign checkpoints."""

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from audits.trail.log.keys import BadKey, Signer, generate, read_signer


def signers() -> list[Signer]:
    """The key that signs, and after it the former keys that sign beside it for a while.

    Raises ImproperlyConfigured, with what to do, where one is missing or cannot be read.
    """
    if settings.TRAIL_SIGNING_KEY:
        current = _read(settings.TRAIL_SIGNING_KEY, "TRAIL_SIGNING_KEY")
    else:
        current = _from_file(_made_once(settings.TRAIL_SIGNING_KEY_FILE))
    return [current, *map(_from_file, settings.TRAIL_FORMER_KEY_FILES)]


def _made_once(path: Path) -> Path:
    if path.exists():
        return path
    if settings.PRODUCTION:
        raise ImproperlyConfigured(
            f"{path} is missing, and nothing signs the trail without a key. Make one with "
            "`manage.py new_signing_key`, or put the one that was there back; "
            "TRAIL_SIGNING_KEY or TRAIL_SIGNING_KEY_FILE names it."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return path
    with os.fdopen(opened, "w") as file:
        file.write(generate(settings.TRAIL_ORIGIN).to_text() + "\n")
    return path


def _from_file(path: Path) -> Signer:
    try:
        return _read(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"The signing key {path} cannot be read: {error}.") from error


def _read(text: str, where: str) -> Signer:
    try:
        signer = read_signer(text)
    except BadKey as error:
        raise ImproperlyConfigured(f"The signing key in {where} is none: {error}.") from error
    if signer.name != settings.TRAIL_ORIGIN:
        raise ImproperlyConfigured(
            f"The signing key in {where} is that of {signer.name}; "
            f"the log is called {settings.TRAIL_ORIGIN} (TRAIL_ORIGIN)."
        )
    return signer
