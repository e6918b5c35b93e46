"""One request over HTTP, by the strictest means: nothing is followed, nothing is waited for long.

The standard library's client: it is a single small POST, not worth a package.
"""

import time
from http.client import HTTPResponse
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

SECONDS = 5.0
LARGEST_ANSWER = 65_536  # bytes


class BadAnswer(OSError):
    """What was asked answers too much, or too slowly."""


def post(url: str, body: str) -> tuple[int, str]:
    """The status and text of the answer, whatever they are.

    Raises OSError and `http.client.HTTPException` where there is none.
    """
    request = Request(  # noqa: S310 (the settings take no other scheme than http and https)
        url, data=body.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    with _opener().open(request, timeout=SECONDS) as response:
        return response.status, _read(response).decode(errors="replace")


def _opener() -> OpenerDirector:
    """Neither redirects nor passwords are among what it can handle; the machine's proxy is."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    return opener


def _read(response: HTTPResponse) -> bytes:
    deadline = time.monotonic() + SECONDS
    body = b""
    while part := response.read1(LARGEST_ANSWER):
        body += part
        if len(body) > LARGEST_ANSWER:
            raise BadAnswer(f"the answer is longer than {LARGEST_ANSWER} bytes")
        if time.monotonic() > deadline:
            raise BadAnswer(f"the answer takes longer than {SECONDS:g} seconds")
    return body
