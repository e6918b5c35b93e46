"""Servers that a log may meet where it expects a witness."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from audits.trail.log import cosignatures, notes
from audits.trail.log.keys import Signer
from audits.trail.log.witness_protocol import read_request

# The status and text of an answer to a body.
Reply = Callable[[bytes], tuple[int, str]]


class Stranger(ThreadingHTTPServer):
    """Answers as `reply` says, and keeps the bodies that it was sent."""

    def __init__(self, reply: Reply, seconds_between_bytes: float) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply = reply
        self.seconds_between_bytes = seconds_between_bytes
        self.bodies: list[bytes] = []


class Handler(BaseHTTPRequestHandler):
    server: Stranger

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        status, text = self.server.reply(self.server.bodies[-1])
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        with suppress(OSError):  # whoever asked may have heard enough
            self._write(text.encode())

    def log_message(self, *arguments: object) -> None:
        pass

    def _write(self, data: bytes) -> None:
        pause = self.server.seconds_between_bytes
        for at in range(0, len(data), 1 if pause else len(data)):
            self.wfile.write(data[at : at + 1] if pause else data)
            time.sleep(pause)


@contextmanager
def answering(
    reply: Reply, *, seconds_between_bytes: float = 0
) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that replies so, and the bodies that it has been sent."""
    server = Stranger(reply, seconds_between_bytes)
    threading.Thread(target=server.serve_forever, args=[0.01]).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.bodies
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """The address of a server that takes every connection and never says anything."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def cosigned_by(signer: Signer, *, at: int | None = None) -> Reply:
    """Cosign whatever comes; `at` is in seconds since 1970, and now where it is not given."""

    def reply(body: bytes) -> tuple[int, str]:
        note = notes.parse(read_request(body).note)
        moment = int(time.time()) if at is None else at
        return 200, str(cosignatures.cosign(note, signer, at=moment))

    return reply
