"""What a witness cosigns and what it refuses, asked over HTTP as any log asks it."""

import signal
import socket
import time
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest

from audits.trail.log import cosignatures, notes
from audits.trail.log.encoding import to_base64
from audits.trail.log.keys import Kind, Signer
from audits.trail.log.tree import Frontier
from audits.trail.witness.answering import Cosigner
from audits.trail.witness.memory import Memory
from tests.audits.trail.log import judges
from tests.audits.trail.log.building import SECOND_WITNESS, THIEF
from tests.audits.trail.log.test_witness_protocol import SIGSUM_REQUEST
from tests.audits.trail.witness import running
from tests.audits.trail.witness.logs import KEYS, Log
from tests.audits.trail.witness.running import Running
from tests.harness.threads import at_once

TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
NO_HASH = "A" * 43 + "="


def test_growth_is_cosigned_and_anyone_can_check_it(witness: Running, log: Log):
    before = int(time.time())

    answers = [witness.post(log.ask(*sizes)) for sizes in ((0, 5), (5, 20), (20, 20), (20, 33))]

    assert [answer.status for answer in answers] == [200] * 4
    cosigned = log.note(33) + answers[-1].text
    seen = cosignatures.verify(notes.parse(cosigned), [witness.key])
    assert [each.witness for each in seen] == [witness.key]
    assert before <= seen[0].at <= time.time()
    judges.check_cosignature(cosigned, witness.key)


REFUSED = {
    "rolled back": (lambda log: log.ask(5, 10), 409, SIZE, "13\n"),
    "from nothing": (lambda log: log.ask(0, 20), 409, SIZE, "13\n"),
    "from more": (lambda log: log.ask(20, 20), 409, SIZE, "13\n"),
    "another of the same size": (lambda log: log.rewritten(12).ask(13, 13), 409, SIZE, "13\n"),
    "rewritten": (
        lambda log: log.rewritten(3).ask(13, 20),
        422,
        TEXT,
        "the root of 13 entries is another one\n",
    ),
    "wrong proof": (
        lambda log: log.ask_with(13, 20, [NO_HASH] * 6),
        422,
        TEXT,
        "the root of 13 entries is another one\n",
    ),
    "no proof": (
        lambda log: log.ask_with(13, 20, []),
        422,
        TEXT,
        "the proof has 0 hashes, where 6 are needed\n",
    ),
    "smaller than it was": (
        lambda log: log.ask_with(16, 15, []),
        400,
        TEXT,
        "16 entries cannot have become 15\n",
    ),
    "unknown log": (
        lambda log: Log(THIEF).ask(0, 5),
        404,
        TEXT,
        "the witness does not know the log\n",
    ),
    "edited": (
        lambda log: log.ask(13, 20).replace("\n20\n", "\n19\n"),
        403,
        TEXT,
        "the signature of {name} ({id}) does not fit this text\n",
    ),
    "key of another": (
        lambda log: Log(Signer(log.name, Kind.LOG, b"x" * 32)).ask(13, 20),
        403,
        TEXT,
        "none of the known keys signed this; signed by: {name} ({other_id})\n",
    ),
    "nothing": (
        lambda log: "",
        400,
        TEXT,
        "a request has the old size, at most 63 hashes, and a checkpoint\n",
    ),
    "too many hashes": (
        lambda log: log.ask_with(13, 20, [NO_HASH] * 64),
        400,
        TEXT,
        "a request has the old size, at most 63 hashes, and a checkpoint\n",
    ),
    "no text": (lambda log: b"old 0\n\n\xff\n\n", 400, TEXT, "the request is not UTF-8\n"),
    "huge": (lambda log: b"x" * 200_000, 413, TEXT, "a request has at most 65536 bytes\n"),
}


@pytest.mark.parametrize(
    ("body", "status", "kind", "text"), REFUSED.values(), ids=REFUSED.keys()
)  # fmt: skip
def test_all_else_is_refused_and_changes_nothing(
    witness: Running, log: Log, body, status: int, kind: str, text: str
):
    witness.post(log.ask(0, 13))
    before = witness.state(log.name)

    answer = witness.post(body(log))

    words = {
        "name": log.name,
        "id": log.signer.verifier.key_id.hex(),
        "other_id": Signer(log.name, Kind.LOG, b"x" * 32).verifier.key_id.hex(),
    }
    assert (answer.status, answer.content_type) == (status, kind)
    assert answer.text == text.format(**words)
    assert witness.state(log.name) == before


@pytest.mark.parametrize(
    ("known", "old", "new", "proof", "status"),
    [
        (None, 0, 0, [], 200),
        (0, 0, 0, [], 200),
        (None, 0, 0, [NO_HASH], 422),
        (None, 0, 1, [], 200),
        (0, 0, 1, [], 200),
        (1, 1, 1, [], 200),
        (None, 0, 1, [NO_HASH], 422),
        (1, 0, 1, [NO_HASH], 409),
        (1, 1, 0, [], 400),
    ],
)
def test_empty_logs_and_first_entries_are_judged_as_litewitness_judges_them(
    witness: Running, log: Log, known: int | None, old: int, new: int, proof: list[str], status: int
):
    if known is not None:
        witness.post(log.ask(0, known))

    answer = witness.post(log.ask_with(old, new, proof))

    assert answer.status == status


def test_request_of_litewitness_tests_is_cosigned(witness: Running):
    answer = witness.post(SIGSUM_REQUEST)

    assert answer.status == 200
    judges.check_cosignature(SIGSUM_REQUEST.partition("\n\n")[2] + answer.text, witness.key)


def test_of_requests_that_race_each_other_one_is_cosigned_and_nothing_is_rolled_back(
    witness: Running, log: Log
):
    """Over HTTP, and by another process on the same store."""
    neighbor = Cosigner(witness.signer, KEYS, Memory(witness.store))
    known = 1
    witness.post(log.ask(0, known))

    for size in range(4, 40, 4):
        sizes = [size - 1, size, size + 1]
        first, second, third = [log.ask(known, each) for each in sizes]
        answers = at_once(
            partial(witness.post, first),
            partial(witness.post, second),
            partial(neighbor.add_checkpoint, third.encode(), at=int(time.time())),
        )
        won = dict(zip(sizes, answers, strict=True))
        known = next(of for of, answer in won.items() if answer.status == 200)
        assert sorted(answer.status for answer in won.values()) == [200, 409, 409]
        assert f"size {known}\n" in witness.state(log.name)


def test_fork_that_is_shown_to_two_witnesses_does_not_come_together_again(
    witness: Running, log: Log, tmp_path: Path
):
    fork = log.rewritten(15)
    other = Cosigner(SECOND_WITNESS, KEYS, Memory(tmp_path))

    def ask_other(body: str) -> int:
        return other.add_checkpoint(body.encode(), at=1).status

    assert (witness.post(log.ask(0, 18)).status, ask_other(fork.ask(0, 18))) == (200, 200)
    assert (witness.post(fork.ask(18, 20)).status, ask_other(log.ask(18, 20))) == (422, 422)
    assert (witness.post(fork.ask(18, 18)).status, ask_other(log.ask(18, 18))) == (409, 409)
    assert (witness.post(log.ask(18, 20)).status, ask_other(fork.ask(18, 20))) == (200, 200)


def test_fork_is_told_in_the_witness_log_with_the_note_that_shows_it(witness: Running, log: Log):
    fork = log.rewritten(15)
    witness.post(log.ask(0, 18))

    witness.post(fork.ask(18, 18))

    said = (witness.folder / "log").read_text().splitlines()
    shown = fork.note(18).replace("\n", "\\n")
    assert [line for line in said if shown in line and "WARNING" in line] == said[-1:]


def test_state_is_told_for_each_log(witness: Running, log: Log):
    unseen = witness.state(log.name)
    witness.post(log.ask(0, 7))

    lines = witness.state(log.name).splitlines()

    root = to_base64(Frontier().append(log.leaves[:7]).root())
    assert unseen.splitlines()[1] == "nothing cosigned yet: its first checkpoint will be trusted"
    assert lines[:3] == [f"log {log.name}", "size 7", f"root {root}"]
    assert lines[3].startswith(time.strftime("cosigned %Y-%m-%dT", time.gmtime()))
    assert witness.request("GET", "/").text.startswith(
        f"witness {witness.key.name}\nkey {witness.key}\n\nlog "
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/add-checkpoint", 405), ("POST", "/", 405), ("GET", "/other", 404)],
)
def test_nothing_else_is_served(witness: Running, method: str, path: str, status: int):
    assert witness.request(method, path).status == status


def test_slow_client_keeps_nobody_waiting(witness: Running, log: Log):
    begun = b"POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nold"
    slow = [socket.create_connection(("127.0.0.1", witness.port)) for _ in range(40)]
    for each in slow:
        each.sendall(begun)
    started = time.monotonic()

    answer = witness.post(log.ask(0, 3))

    took = time.monotonic() - started
    for each in slow:
        each.close()
    assert (answer.status, took < 5) == (200, True)


def test_witness_touches_no_database(witness: Running):
    assert not (witness.folder / "data" / "postgres").exists()


def test_killed_witness_remembers_what_it_cosigned_and_a_signal_ends_it(tmp_path: Path, log: Log):
    cosigned = 0
    with running.witness(SECOND_WITNESS, tmp_path) as first:

        def grow() -> None:
            nonlocal cosigned
            while True:
                size = min(cosigned + 1, 58)
                assert first.post(log.ask(cosigned, size)).status == 200
                cosigned = size

        def kill() -> None:
            while cosigned < 5:
                time.sleep(0.001)
            first.process.send_signal(signal.SIGKILL)

        ended, _ = at_once(grow, kill)
        assert isinstance(ended, (OSError, HTTPException))

    with running.witness(SECOND_WITNESS, tmp_path) as again:
        known = int(again.state(log.name).splitlines()[1].removeprefix("size "))
        assert cosigned in (known, known - 1)  # what it stored it may not have come to say
        assert again.post(log.ask(0, known - 1)).text == f"{known}\n"
        assert again.post(log.rewritten(known - 1).ask(known, known)).status == 409
        assert again.post(log.rewritten(known - 1).ask(known, 60)).status == 422
        assert again.post(log.ask(known, 60)).status == 200

        again.process.send_signal(signal.SIGTERM)

        assert again.process.stdout.read().endswith("The witness has stopped.\n")
        assert again.process.wait() == 0
