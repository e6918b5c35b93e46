"""An export is checked by `gatehouse-verify`, which shares no line with Gatehouse."""

import subprocess
import sys
from io import StringIO
from json import loads
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from audits.trail.log.keys import generate
from audits.trail.models import Position
from tests.audits.trail.sealed import Trail, a_trail, past_triggers

pytestmark = pytest.mark.django_db

VERIFIER = Path(__file__).parents[3] / "docs" / "gatehouse-verify"
WHOLE, TAMPERED, CANNOT_TELL = 0, 1, 2


@pytest.fixture
def trail(tmp_path: Path, settings: LazySettings) -> Trail:
    trail = a_trail(tmp_path, settings)
    trail.grow(20)
    return trail


@pytest.fixture
def folder(trail: Trail, tmp_path: Path) -> Path:
    call_command("export_trail", tmp_path / "export", stdout=StringIO())
    return tmp_path / "export"


def check(folder: Path, key: object, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, str(VERIFIER), "export", str(folder), "--key", str(key)]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout.strip()


def test_export_is_accepted_with_every_content(trail, folder):
    code, text = check(folder, trail.key.verifier)

    assert (code, text.split(";")[0]) == (
        WHOLE,
        f"whole: {trail.key.name} with {trail.size} entries",
    )
    assert f"contents that fit: {trail.size}, sealed or withheld: 0" in text


def test_export_without_sealed_content_is_accepted(trail, tmp_path):
    past_triggers(
        "UPDATE trail_entry SET content = NULL WHERE id = (SELECT max(id) FROM trail_entry)"
    )
    out = StringIO()

    call_command("export_trail", tmp_path / "export", "--json", stdout=out)

    size = Position.objects.count()
    assert loads(out.getvalue()) == {
        "entries": size,
        "contents": size - 1,
        "folder": str(tmp_path / "export"),
    }
    code, text = check(tmp_path / "export", trail.key.verifier)
    assert code == WHOLE
    assert "sealed or withheld: 1" in text


def test_tampered_export_is_rejected_with_the_place(trail, folder):
    bundle = folder / "tile" / "entries" / "000"
    data = bytearray(bundle.read_bytes())
    data[20] ^= 1
    bundle.write_bytes(bytes(data))

    assert check(folder, trail.key.verifier) == (
        TAMPERED,
        "tampered: entry 0 in tile/entries/000 has not the hash that tile/0/000 has for it",
    )


def test_export_that_was_cut_off_is_refused_with_the_place(trail, folder):
    bundle = folder / "tile" / "entries" / "000"
    bundle.write_bytes(bundle.read_bytes()[:-1])

    code, text = check(folder, trail.key.verifier)

    assert (code, text) == (CANNOT_TELL, text)
    assert "tile/entries/000 is cut off" in text


def test_foreign_export_is_refused(folder):
    code, text = check(folder, generate("somewhere.example/trail").verifier)

    assert code == CANNOT_TELL
    assert "not of somewhere.example/trail" in text


def test_folder_that_holds_something_is_refused(trail, tmp_path):
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "mine").write_text("here")

    with pytest.raises(CommandError, match="is not an empty folder") as refused:
        call_command("export_trail", tmp_path / "export")

    assert refused.value.returncode == 2
    assert [it.name for it in (tmp_path / "export").iterdir()] == ["mine"]


def test_trail_that_does_not_say_what_was_signed_is_not_exported(trail, tmp_path):
    past_triggers("UPDATE trail_position SET leaf = sha256('') WHERE index = 7")

    with pytest.raises(CommandError, match="entry 7 does not have the leaf hash"):
        call_command("export_trail", tmp_path / "export")
