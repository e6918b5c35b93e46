"""Who acts, and why: what the database writes down beside every change.

A web request acts as its account, a job as itself, a command as whoever runs it. Nobody else can
write: the database refuses a change by no one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace

_NOBODY = ""


def storable(value: object) -> object:
    """`value`; of a text what a database can hold, which is all but NUL and half characters.

    Whatever somebody typed, it cannot keep what they did from being told.
    """
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, kw_only=True)
class Acting:
    """`actor` in words; `account` the key of the account, or None for a job or a command."""

    actor: str
    account: int | None = None
    roles: tuple[str, ...] = ()
    web: str = ""
    address: str = ""
    reason: str = ""

    def as_setting(self) -> str:
        """The setting of a session that the triggers read: JSON, without what is empty."""
        told = {name: value for name, value in asdict(self).items() if value}
        told |= {"roles": " ".join(self.roles)}
        return json.dumps({name: storable(value) for name, value in told.items()})


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)
_process: list[Acting] = []


def name_process(actor: str) -> None:
    """Name what this process does where nobody else is named; a web process names nobody."""
    _process[:] = [Acting(actor=actor)]


def acting_now() -> Acting | None:
    return _acting.get() or (_process[0] if _process else None)


def setting_now() -> str:
    acting = acting_now()
    return acting.as_setting() if acting else _NOBODY


@contextmanager
def acting_as(acting: Acting) -> Iterator[None]:
    token = _acting.set(acting)
    try:
        yield
    finally:
        _acting.reset(token)


def act_as(acting: Acting) -> None:
    """From here on, within the `acting_as` that surrounds it."""
    _acting.set(acting)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Whoever acts gives a reason for what follows."""
    acting = acting_now()
    if acting is None:
        raise LookupError("nobody acts who could give a reason")
    with acting_as(replace(acting, reason=reason)):
        yield
