"""What is on the disk is believed only if the witness itself, or the log, signed it."""

import fcntl
from pathlib import Path

import pytest

from audits.trail.log.keys import Kind, Signer
from audits.trail.witness import memory
from audits.trail.witness.answering import Cosigner
from audits.trail.witness.memory import Busy, DamagedMemory, Memory
from tests.audits.trail.log.building import SECOND_WITNESS, WITNESS
from tests.audits.trail.witness.logs import Log, log_number

LOG = log_number(0)
FILE = "log-0.example%2Ftrail.checkpoint"


def cosigner(folder: Path, signer: Signer = WITNESS, log: Log = LOG) -> Cosigner:
    return Cosigner(signer, [log.signer.verifier], Memory(folder))


def ask(asked: Cosigner, old: int, new: int, log: Log = LOG) -> int:
    return asked.add_checkpoint(log.ask(old, new).encode(), at=9).status


def test_file_is_the_checkpoint_with_the_signatures_of_log_and_witness(tmp_path: Path):
    answer = cosigner(tmp_path).add_checkpoint(LOG.ask(0, 13).encode(), at=9)

    assert (tmp_path / FILE).read_text() == LOG.note(13) + answer.body


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("\n13\n", "\n12\n"),
        lambda text: text[:-20],
        lambda text: "",
        lambda text: "\x00" * len(text),
        lambda text: text.replace(LOG.name, "log-1.example/trail"),
    ],
)
def test_damaged_file_stops_the_witness_instead_of_making_it_forget(tmp_path: Path, damage):
    asked = cosigner(tmp_path)
    ask(asked, 0, 13)
    text = damage((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(text)

    with pytest.raises(DamagedMemory, match=FILE):
        ask(asked, 13, 20)
    with pytest.raises(DamagedMemory, match=FILE):
        asked.prepare()

    assert (tmp_path / FILE).read_text() == text


def test_file_of_another_log_is_not_taken_for_this_ones(tmp_path: Path):
    other = log_number(1)
    both = Cosigner(WITNESS, [LOG.signer.verifier, other.signer.verifier], Memory(tmp_path))
    ask(both, 0, 13)
    (tmp_path / FILE).rename(tmp_path / "log-1.example%2Ftrail.checkpoint")

    with pytest.raises(DamagedMemory, match=r"is of the log log-0\.example/trail"):
        ask(both, 0, 13, other)


def test_what_cannot_be_stored_is_not_cosigned(tmp_path: Path):
    asked = cosigner(tmp_path)
    ask(asked, 0, 13)
    (tmp_path / ".incoming").rmdir()
    (tmp_path / ".incoming").write_text("in the way of every new file")
    before = (tmp_path / FILE).read_text()

    with pytest.raises(OSError, match="incoming"):
        ask(asked, 13, 20)

    assert (tmp_path / FILE).read_text() == before


def test_new_key_of_the_witness_or_of_the_log_goes_on_from_what_was_seen(tmp_path: Path):
    renewed = Log(Signer(LOG.name, Kind.LOG, b"new" + bytes(29)))
    ask(cosigner(tmp_path), 0, 13)

    of_witness = ask(cosigner(tmp_path, SECOND_WITNESS), 13, 20)
    of_log = ask(cosigner(tmp_path, SECOND_WITNESS, renewed), 20, 30, renewed)
    forked = ask(cosigner(tmp_path, SECOND_WITNESS, renewed), 0, 30, renewed.rewritten(3))

    assert (of_witness, of_log, forked) == (200, 200, 409)


def test_store_in_the_hands_of_another_process_for_too_long_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(memory, "SECONDS_TO_WAIT", 0.05)
    asked = cosigner(tmp_path)
    ask(asked, 0, 13)

    with (tmp_path / "log-0.example%2Ftrail.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Busy, match=r"another request for log-0\.example/trail"):
            ask(asked, 13, 20)

    assert ask(asked, 13, 20) == 200


def test_names_that_strangers_think_of_leave_nothing_on_the_disk(tmp_path: Path):
    status = ask(cosigner(tmp_path), 0, 5, log_number(1))

    assert (status, list(tmp_path.iterdir())) == (404, [])
