"""A sealed and published trail, and what somebody who owns the database can do to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from json import loads
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from audits.trail.log import checkpoints
from audits.trail.log.keys import Signer, generate
from audits.trail.log.tiles import FolderStore
from audits.trail.log.tree import Frontier
from audits.trail.models import Checkpoint, Entry, Position, SigningKey
from audits.trail.recording.events import tell
from audits.trail.sequencing.placing import place
from audits.trail.sequencing.publishing import publish_latest

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class Answer(NamedTuple):
    """What `manage.py verify_trail` answers."""

    code: int
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def verify_trail(*arguments: str) -> Answer:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_trail", *arguments, stdout=out)
    return Answer(int(str(ended.value.code)), out.getvalue())


def verify_as_json(*arguments: str) -> dict[str, Any]:
    return loads(verify_trail("--json", *arguments).text)


class Trail:
    """The trail of the test's database, sealed with `key` and published in `store`."""

    def __init__(self, key: Signer, store: FolderStore) -> None:
        self.key = key
        self.store = store

    def grow(self, count: int) -> int:
        """Tells, places and publishes as many entries; the index of the first of them."""
        first = Position.objects.count() + Entry.objects.filter(position=None).count()
        for number in range(count):
            tell("viewed", kind="page", key=number)
        self.seal()
        return first

    def seal(self) -> None:
        while place(signers=[self.key], at=AT):
            pass
        publish_latest(self.store)

    @property
    def size(self) -> int:
        return Position.objects.count()

    def keep_checkpoint(self, folder: Path) -> str:
        """What somebody outside keeps: the file with the present checkpoint."""
        file = folder / f"checkpoint-{self.size}"
        file.write_text(Checkpoint.objects.first().note)
        return str(file)

    # What the owner of the database, who holds the signing key as well, can do.

    def sign_again(self, key: Signer | None = None) -> None:
        """Recomputes every hash and signs every checkpoint anew, as if nothing had happened."""
        key = key or self.key
        past_triggers("UPDATE trail_entry SET leaf = sha256('\\x00'::bytea || entry)")
        past_triggers(
            "UPDATE trail_position SET leaf = trail_entry.leaf FROM trail_entry "
            "WHERE trail_entry.id = entry_id"
        )
        leaves = [
            bytes(it) for it in Position.objects.order_by("index").values_list("leaf", flat=True)
        ]
        for pk, size in Checkpoint.objects.values_list("pk", "size"):
            self._sign_one(pk, leaves[:size], key)

    def _sign_one(self, pk: int, leaves: Sequence[bytes], key: Signer) -> None:
        tree = Frontier().append(leaves)
        told = checkpoints.Checkpoint(settings.TRAIL_ORIGIN, tree.size, tree.root())
        past_triggers(
            "UPDATE trail_checkpoint SET root = %s, note = %s, size = %s, frontier = %s "
            "WHERE id = %s",
            tree.root(),
            checkpoints.sign(told, [key]),
            tree.size,
            tree.to_bytes(),
            pk,
        )
        past_triggers(
            "INSERT INTO trail_signingkey (verifier, since) VALUES (%s, now()) "
            "ON CONFLICT DO NOTHING",
            str(key.verifier),
        )

    def publish_again(self) -> None:
        """Throws the published log away, and publishes what the database says now."""
        for path in ("tile", "checkpoint"):
            self.store.delete(path)
        publish_latest(self.store)


def past_triggers(statement: str, *parameters: object) -> None:
    """What a superuser can do to any row."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, parameters)
        cursor.execute("SET session_replication_role = DEFAULT")


def rewrite(index: int, *, old: str, new: str) -> None:
    """Replaces a text in the bytes of an entry."""
    past_triggers(
        "UPDATE trail_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'), %s, %s), "
        "'UTF8') WHERE id = (SELECT entry_id FROM trail_position WHERE index = %s)",
        old,
        new,
        index,
    )


def a_trail(folder: Path, settings: Any) -> Trail:
    """A trail with a key of its own, published below `folder`."""
    key = generate(settings.TRAIL_ORIGIN)
    settings.TRAIL_SIGNING_KEY = key.to_text()
    tiles = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder / "tiles")},
    }
    settings.STORAGES = {**settings.STORAGES, "tiles": tiles}
    return Trail(key, FolderStore(folder / "tiles"))


__all__ = [
    "AT",
    "Answer",
    "SigningKey",
    "Trail",
    "a_trail",
    "past_triggers",
    "rewrite",
    "verify_as_json",
    "verify_trail",
]
