"""A witness as another office runs it: a process of its own, asked over HTTP."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from audits.trail.log.keys import Signer, Verifier
from audits.trail.log.witness_protocol import Witness
from tests.audits.trail.witness.logs import KEYS
from tests.config.commands import MANAGE, environment

LAST_LINE = "Ctrl-C stops it.\n"


@dataclass(frozen=True)
class Running:
    """A witness that answers on this machine."""

    process: subprocess.Popen[str]
    signer: Signer
    port: int
    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def key(self) -> Verifier:
        return self.signer.verifier

    @property
    def as_setting(self) -> Witness:
        return Witness(self.key, f"http://127.0.0.1:{self.port}")

    def post(self, body: str | bytes) -> "Answered":
        return self.request("POST", "/add-checkpoint", body)

    def state(self, name: str) -> str:
        """What it says of a log."""
        parts = self.request("GET", "/").text.split("\n\n")
        return next(part for part in parts if part.startswith(f"log {name}\n")).strip()

    def request(self, method: str, path: str, body: str | bytes = b"") -> "Answered":
        data = body.encode() if isinstance(body, str) else body
        client = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            client.request(method, path, data)
            answer = client.getresponse()
            return Answered(answer.status, answer.headers["Content-Type"], answer.read().decode())
        finally:
            client.close()


@dataclass(frozen=True)
class Answered:
    status: int
    content_type: str
    text: str


@contextmanager
def witness(signer: Signer, folder: Path) -> Iterator[Running]:
    """Started with its store in `folder`, where it may have been before."""
    (folder / "key").write_text(signer.to_text())
    port = free_port()
    logs = [word for key in KEYS for word in ("--log", str(key))]
    with (folder / "log").open("a") as said, subprocess.Popen(
        [
            *(*MANAGE, "witness", "--listen", f"127.0.0.1:{port}", "--key", folder / "key"),
            *("--store", folder / "store", *logs),
        ],
        env=environment(folder / "data"),
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
    ) as process:  # fmt: skip
        try:
            for line in process.stdout:
                if line.endswith(LAST_LINE):
                    break
            _wait_until_it_listens(process, port)
            yield Running(process, signer, port, folder)
        finally:
            process.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _wait_until_it_listens(process: subprocess.Popen[str], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
