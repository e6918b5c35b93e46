"""The two commands of an office that witnesses: what they take, and what they refuse."""

import json
import socket
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audits.trail.log.keys import Kind, read_signer
from tests.audits.trail.log.building import SIGNER, WITNESS
from tests.audits.trail.witness.running import free_port


def new_key(*arguments: str | Path) -> str:
    out = StringIO()
    call_command("new_signing_key", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_key_of_a_witness_bears_its_name_and_only_its_owner_reads_it(tmp_path: Path):
    file = tmp_path / "key"

    answer = json.loads(new_key("--witness", "auditor.example/witness", file, "--json"))

    signer = read_signer(file.read_text())
    assert (signer.name, signer.kind) == ("auditor.example/witness", Kind.WITNESS)
    assert answer == {"verifier": str(signer.verifier)}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_people_are_told_to_whom_the_key_goes(tmp_path: Path):
    of_witness = new_key("--witness", "auditor.example/witness", tmp_path / "w")
    of_log = new_key(tmp_path / "l")

    keys = [read_signer((tmp_path / name).read_text()).verifier for name in "wl"]
    assert [of_witness, of_log] == [
        f"Give this verifier key to every office whose log is witnessed:\n{keys[0]}\n",
        f"Give this verifier key to everyone who checks the trail:\n{keys[1]}\n",
    ]


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_name_that_no_key_can_bear_is_refused(tmp_path: Path, name: str):
    with pytest.raises(CommandError, match=r"--witness: the name .* is empty or holds") as caught:
        new_key("--witness", name, tmp_path / "key")

    assert (caught.value.returncode, list(tmp_path.iterdir())) == (2, [])


def test_key_that_is_there_is_never_replaced(tmp_path: Path):
    new_key("--witness", "auditor.example/witness", tmp_path / "key")
    before = (tmp_path / "key").read_text()

    with pytest.raises(CommandError, match="key was not made: File exists"):
        new_key("--witness", "auditor.example/witness", tmp_path / "key")

    assert (tmp_path / "key").read_text() == before


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """What a witness starts with."""
    (tmp_path / "key").write_text(WITNESS.to_text())
    (tmp_path / "of_log").write_text(SIGNER.to_text())
    return {
        "listen": f"127.0.0.1:{free_port()}",
        "key": str(tmp_path / "key"),
        "store": str(tmp_path / "store"),
        "log": str(SIGNER.verifier),
    }


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"listen": "8100"}, '--listen: expected HOST:PORT, such as 127.0.0.1:8100, not "8100".'),
        ({"listen": "localhost:0"}, 'HOST:PORT, such as 127.0.0.1:8100, not "localhost:0".'),
        ({"listen": "192.0.2.1:8100"}, "--listen: cannot listen at 192.0.2.1:8100: "),
        ({"key": "{folder}/none"}, "--key: {folder}/none cannot be used: "),
        ({"key": "{folder}/of_log"}, "of_log is the key of a log; make one with new_signing_key"),
        ({"log": SIGNER.to_text()}, "--log: this is a private key; a public one is wanted."),
        ({"log": str(WITNESS.verifier)}, "--log: the key of auditor.example/witness is a witness"),
        ({"log": "nonsense"}, "--log: a key consists of a name, an id and the key itself"),
        ({"store": "{folder}/key"}, "The store cannot be used, so nothing will be cosigned: "),
    ],
)
def test_wrong_argument_is_named(
    tmp_path: Path, given: dict[str, str], changed: dict[str, str], message: str
):
    changed = {name: value.format(folder=tmp_path) for name, value in changed.items()}
    words = [word for name, value in {**given, **changed}.items() for word in (f"--{name}", value)]

    with pytest.raises(CommandError) as caught:
        call_command("witness", *words, stdout=StringIO())

    assert caught.value.returncode == 2
    assert message.format(folder=tmp_path) in str(caught.value)
    assert SIGNER.to_text() not in str(caught.value)


def test_port_is_not_shared_with_another_process(given: dict[str, str]):
    host, port = given["listen"].split(":")
    words = [word for name, value in given.items() for word in (f"--{name}", value)]

    with (
        socket.create_server((host, int(port)), reuse_port=True),
        pytest.raises(CommandError, match=f"cannot listen at {host}:{port}: Address already"),
    ):
        call_command("witness", *words, stdout=StringIO())
