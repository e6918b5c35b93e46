"""The lifecycle of a finding as people read it: the tables of docs/findings.md."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import TextChoices

from audits.findings.choices import Hat, State
from audits.findings.lifecycle import TRANSITIONS, Transition, actions_from


def as_markdown() -> str:
    """A table of actions and one of states."""
    moves = _table(["action", "from", "to", "by"], map(_move, TRANSITIONS))
    states = _table(["state", "in words", "what may follow"], map(_state, State))
    return "\n".join([*moves, *states])


def _move(row: Transition) -> list[str]:
    by = " or ".join(str(hat.label) for hat in Hat if hat in row.hats)
    return [f"`{row.action}`", _words(State, row.before), _words(State, row.after), by]


def _state(state: State) -> list[str]:
    follow = ", ".join(f"`{action}`" for action in actions_from(state))
    return [f"`{state}`", str(state.label), follow or "nothing"]


def _words(states: type[TextChoices], some: Collection[Any]) -> str:
    return ", ".join(str(state.label) for state in states if state in some)


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    for cells in [head, ["---"] * len(head), *rows]:
        yield f"| {' | '.join(cells)} |"
    yield ""
