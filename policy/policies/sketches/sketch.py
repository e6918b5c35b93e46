"""Rows and groups: a condition as a form holds it, finished or not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

# Beyond these a form is no help, and the text of the condition is edited by itself.
MOST_ROWS = 60
MOST_VALUES = 300
DEEPEST = 8

ALL, ANY, NOT_ALL, NONE = "all", "any", "not all", "none"
JOINTS = (ALL, ANY, NOT_ALL, NONE)

# Where a node stands: the places of the nodes on the way to it, from the outermost group inward.
Path = tuple[int, ...]


class TooLarge(ValueError):
    """A condition with more rows, or deeper groups, than a form can show."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, an operator and values, as they were chosen and typed; each may be missing.

    The facts `true` and `false` stand for "in every case" and "in no case".
    """

    fact: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all, any, not all or none must hold; a group may still be empty."""

    joint: str = ALL
    parts: tuple["Node", ...] = ()


Node = Row | Group

EMPTY = Group()


def changed(sketch: Group, verb: str, path: Path) -> Group:
    """The sketch after `add-row` or `add-group` in the group at `path`, or `remove` of a node.

    The sketch itself where there is nothing at `path`, or where it would grow too large.
    """
    try:
        found = _changed(sketch, verb, path)
        check_size(found)
    except (IndexError, TooLarge):
        return sketch
    return found if isinstance(found, Group) else sketch


def _changed(node: Node, verb: str, path: Path) -> Node:
    if isinstance(node, Row):
        raise IndexError
    if verb == "remove" and len(path) == 1:
        return replace(node, parts=_without(node.parts, path[0]))
    if path:
        first, *rest = path
        part = _changed(node.parts[first], verb, tuple(rest))
        return replace(node, parts=(*node.parts[:first], part, *node.parts[first + 1 :]))
    return replace(node, parts=(*node.parts, *_ADDED.get(verb, ())))


_ADDED: dict[str, tuple[Node, ...]] = {
    "add-row": (Row(),),
    "add-group": (Group(ANY, (Row(),)),),
}


def _without(parts: tuple[Node, ...], place: int) -> tuple[Node, ...]:
    return (*parts[:place], *parts[place + 1 :])


def place_of(verb: str, sketch: Group, path: Path) -> Path:
    """Where to go on after a change: the row that was added, or what held the one removed."""
    if verb == "remove":
        return path[:-1]
    here: Node = sketch
    for step in path:
        here = here.parts[step] if isinstance(here, Group) and step < len(here.parts) else EMPTY
    last = len(here.parts) - 1 if isinstance(here, Group) else 0
    return (*path, last, 0) if verb == "add-group" else (*path, last)


def check_size(node: Node) -> None:
    """Raise TooLarge where a form could not show the node."""
    found = list(rows_of(node, depth=0))
    values = sum(len(row.values) for row in found)
    if len(found) > MOST_ROWS or values > MOST_VALUES:
        message = _("This condition has too many parts for rows (more than %(most)d).")
        raise TooLarge(message % {"most": MOST_ROWS})


def rows_of(node: Node, *, depth: int = 0) -> Iterator[Row]:
    """Every row of the node, in its order; TooLarge where the groups are nested too deep."""
    if depth > DEEPEST + 1:
        raise too_deep()
    if isinstance(node, Row):
        yield node
        return
    for part in node.parts:
        yield from rows_of(part, depth=depth + 1)


def too_deep() -> TooLarge:
    message = _("The groups of this condition are nested too deep for rows (more than %(most)d).")
    return TooLarge(message % {"most": DEEPEST})
