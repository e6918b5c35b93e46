"""The lifecycles of requests and of versions as people read them: docs/lifecycle.md."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import TextChoices

from policy.policies import lifecycle as versions
from policy.policies.choices import VersionState
from policy.searches import lifecycle as requests
from policy.searches.choices import Hat, State

_HEADER = """\
# The lifecycles

Every state and every move, made by `manage.py lifecycle` from `policy/searches/lifecycle.py` and
`policy/policies/lifecycle.py`. Do not edit it: change the tables there. The actions check them, and
a trigger of the database lets no other move pass.
"""

_REQUESTS = """\
## A search request

Where an action leads to more than one state, the policies in force decide at its gate, or more of
the same is needed: a second approval, a second examiner. A refusal at a later gate leaves the
request where it is.
"""

_VERSIONS = """\
## A version of a policy

Reviewers are named when a version is sent to review; it is approved when the quorum of them
approves and none objects, and the author never counts. Publishing says from when it is in force;
until then, and after its last moment, a published version decides nothing. A version that begins to
be in force supersedes the one before, and those of other policies that it takes the place of. The
event that a version is in force until is declared by an officer; where it lies ahead, the version
stays published until then.
"""


def as_markdown() -> str:
    """The reference page: for requests and for versions, a table of actions and one of states."""
    lines = [
        _HEADER,
        _REQUESTS,
        *_table(["action", "from", "to", "by", "gate"], map(_request_move, requests.TRANSITIONS)),
        *_states(State, requests.TRANSITIONS),
        _VERSIONS,
        *_table(["action", "from", "to", "by"], map(_version_move, versions.TRANSITIONS)),
        *_states(VersionState, versions.TRANSITIONS),
    ]
    return "\n".join(lines)


def _states(states: type[TextChoices], moves: Iterable[Any]) -> Iterator[str]:
    def row(state: Any) -> list[str]:
        follow = [f"`{move.action}`" for move in moves if state in move.before]
        return [f"`{state}`", str(state.label), ", ".join(follow) or "nothing"]

    return _table(["state", "in words", "what may follow"], map(row, states))


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    for cells in [head, ["---"] * len(head), *rows]:
        yield f"| {' | '.join(cells)} |"
    yield ""


def _request_move(move: requests.Transition) -> list[str]:
    by = " or ".join(str(hat.label) for hat in Hat if hat in move.hats)
    gate = f"`{move.gate}`" if move.gate else ""
    return [f"`{move.action}`", _words(State, move.before), _words(State, move.after), by, gate]


def _version_move(move: versions.Transition) -> list[str]:
    after = {move.after, *(move.before if move.may_stay else ())}
    to = _words(VersionState, after) or "out of the register"
    return [f"`{move.action}`", _words(VersionState, move.before), to, _who_moves(move)]


def _who_moves(move: versions.Transition) -> str:
    if move.action in versions.BY_THE_CLOCK:
        return str(Hat.CLOCK.label)
    return "a named reviewer" if move.action in versions.BY_REVIEWERS else "a policy officer"


def _words(states: type[TextChoices], some: Collection[Any]) -> str:
    """The labels of `some`, in the order in which `states` declares them."""
    return ", ".join(str(state.label) for state in states if state in some)
