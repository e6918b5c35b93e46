"""What a client hears that is too slow, or that asks while the store cannot be used."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audits.trail.witness import serving
from audits.trail.witness.answering import Cosigner
from audits.trail.witness.memory import Memory
from audits.trail.witness.serving import Application, Message
from tests.audits.trail.log.building import WITNESS
from tests.audits.trail.witness.logs import Log, log_number

POST = {"type": "http", "method": "POST", "path": "/add-checkpoint"}


def ask(folder: Path, log: Log, *messages: Message) -> tuple[int, str]:
    """The answer of a witness to these messages of a client, who then falls silent."""
    waiting, sent = list(messages), []

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    cosigner = Cosigner(WITNESS, [log.signer.verifier], Memory(folder))
    # In a thread of its own: a browser's test leaves an event loop running in this one.
    call = Application(cosigner)(POST, receive, send)
    ThreadPoolExecutor().submit(asyncio.run, call).result()
    return sent[0]["status"], sent[1]["body"].decode()


def part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_body_may_come_in_parts(tmp_path: Path):
    log = log_number(0)
    body = log.ask(0, 5).encode()

    status, _ = ask(tmp_path, log, part(body[:9], more=True), part(body[9:], more=False))

    assert status == 200


def test_body_that_does_not_come_in_time_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(serving, "SECONDS_FOR_A_BODY", 0.05)

    answer = ask(tmp_path, log_number(0), part(b"old", more=True))

    assert answer == (408, "the request did not come in time\n")


def test_body_that_was_cut_off_is_no_request(tmp_path: Path):
    log = log_number(0)
    whole = log.ask(0, 5).encode()

    status, _ = ask(tmp_path, log, part(whole, more=True), {"type": "http.disconnect"})

    assert (status, list(tmp_path.iterdir())) == (400, [])


def test_store_that_cannot_be_used_is_told_without_its_path(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    log = log_number(0)
    (tmp_path / "log-0.example%2Ftrail.checkpoint").write_text("damaged")

    answer = ask(tmp_path, log, part(log.ask(0, 5).encode(), more=False))

    assert answer == (500, "the witness cannot use its store\n")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "log-0.example%2Ftrail.checkpoint: a note ends with" in caplog.text
