"""The witness over HTTP.

Granian serves it, as it serves all of Gatehouse: the standard library's server is not meant for
strangers. It is embedded, so that there is one process, and killing it leaves none behind. What is
slow is waited for without a thread, and not for long.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from audits.trail.log.witness_protocol import PATH
from audits.trail.witness.answering import Answer, Cosigner
from audits.trail.witness.memory import Busy, DamagedMemory

# A checkpoint with its proof has less than 5 kB; the rest is for signatures of others.
LARGEST_BODY = 65_536  # bytes
SECONDS_FOR_HEADERS = 10
SECONDS_FOR_A_BODY = 10
MOST_AT_ONCE = 256

# What is answered before a body is read to its end.
UNREAD = (404, 405, 408, 413)

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

log = logging.getLogger(__name__)


class NotRead(Exception):
    """The body did not come as it has to; with what to answer."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(body)
        self.answer = Answer(status, body)


class Application:
    """The ASGI application of one witness."""

    def __init__(self, cosigner: Cosigner) -> None:
        self.cosigner = cosigner

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        await _send(await self._answer(scope, receive), send)

    async def _answer(self, scope: Message, receive: Receive) -> Answer:
        ways = {"/": ("GET", self._describe), f"/{PATH}": ("POST", self._add_checkpoint)}
        if scope["path"] not in ways:
            return Answer(404, f"There is / and /{PATH}.\n")
        method, way = ways[scope["path"]]
        if scope["method"] != method:
            return Answer(405, f"This takes {method}.\n")
        try:
            return await way(receive)
        except NotRead as error:
            return error.answer
        except Busy as error:
            return Answer(503, f"{error}\n")
        except (DamagedMemory, OSError) as error:
            log.error("Nothing was cosigned, as the store cannot be used: %s", error)  # noqa: TRY400
            return Answer(500, "the witness cannot use its store\n")

    async def _describe(self, receive: Receive) -> Answer:
        return Answer(200, await asyncio.to_thread(self.cosigner.describe))

    async def _add_checkpoint(self, receive: Receive) -> Answer:
        body = await self._body(receive)
        return await asyncio.to_thread(self.cosigner.add_checkpoint, body, at=int(time.time()))

    async def _body(self, receive: Receive) -> bytes:
        try:
            async with asyncio.timeout(SECONDS_FOR_A_BODY):
                return await _read(receive)
        except TimeoutError:
            raise NotRead(408, "the request did not come in time\n") from None


def serve(cosigner: Cosigner, *, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT; requests that have begun are answered."""
    asyncio.run(_serve(Application(cosigner), host, port))


async def _serve(application: Application, host: str, port: int) -> None:
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SECONDS_FOR_HEADERS * 1000),
        websockets=False,
        backpressure=MOST_AT_ONCE,
        log_level=LogLevels.error,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.serve()


async def _read(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise NotRead(413, f"a request has at most {LARGEST_BODY} bytes\n")
        if message["type"] == "http.disconnect":
            raise NotRead(400, "the request was cut off\n")
        if not message.get("more_body"):
            return body


async def _send(answer: Answer, send: Send) -> None:
    body = answer.body.encode()
    headers = {
        "content-type": answer.content_type,
        "content-length": str(len(body)),
        "x-content-type-options": "nosniff",
        # What is left of a body that was not read would be taken for the next request.
        **({"connection": "close"} if answer.status in UNREAD else {}),
    }
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
