"""A sketch as the fields of a form, and back.

A node is named by its path: in a form whose condition is called `when`, the second row of the
first group has the fields `when-0-1-fact`, `when-0-1-operator` and, as often as it has values,
`when-0-1-value`; the group itself has `when-0-joint`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from policy.policies.sketches.sketch import (
    ALL,
    DEEPEST,
    JOINTS,
    MOST_ROWS,
    Group,
    Node,
    Path,
    Row,
    check_size,
    too_deep,
)

Fields = Mapping[str, Sequence[str]]

# The places of a path have few digits: nothing grows without end by what a stranger sends.
_NAME = r"(?P<path>(?:-[0-9]{1,4})*)-(?P<field>fact|operator|value|joint)"
_Found = dict[Path, dict[str, tuple[str, ...]]]


def name_of(prefix: str, path: Path) -> str:
    """The name of the node at `path`, to which `-fact`, `-joint` and so on are added."""
    return "-".join([prefix, *map(str, path)])


def fields_of(sketch: Group, prefix: str) -> list[tuple[str, str]]:
    """The names and values of the fields that hold the sketch, in the order of its nodes."""
    return list(_fields(sketch, prefix))


def _fields(node: Node, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Row):
        yield f"{name}-fact", node.fact
        yield f"{name}-operator", node.operator
        yield from ((f"{name}-value", value) for value in node.values)
        return
    yield f"{name}-joint", node.joint
    for place, part in enumerate(node.parts):
        yield from _fields(part, f"{name}-{place}")


def sketch_from(fields: Fields, prefix: str) -> Group:
    """The sketch that the fields hold; blank values are none. TooLarge where it is too large."""
    found = _by_path(fields, prefix)
    root = found.setdefault((), {})
    sketch = Group(_joint(root), _parts((), found))
    check_size(sketch)
    return sketch


def _by_path(fields: Fields, prefix: str) -> _Found:
    pattern = re.compile(re.escape(prefix) + _NAME)
    found: _Found = {}
    for name, values in fields.items():
        if match := pattern.fullmatch(name):
            path = tuple(int(place) for place in match["path"].split("-")[1:])
            if len(path) > DEEPEST + 1:
                raise too_deep()
            found.setdefault(path, {})[match["field"]] = tuple(values)
    return found


def _parts(path: Path, found: _Found) -> tuple[Node, ...]:
    places = sorted(other for other in found if len(other) == len(path) + 1 and other[:-1] == path)
    return tuple(_node(place, found) for place in places[: MOST_ROWS + 1])


def _node(path: Path, found: _Found) -> Node:
    entry = found[path]
    if "joint" in entry:
        return Group(_joint(entry), _parts(path, found))
    values = tuple(value for value in entry.get("value", ()) if value.strip())
    return Row(_first(entry, "fact"), _first(entry, "operator"), values)


def _joint(entry: Mapping[str, tuple[str, ...]]) -> str:
    joint = _first(entry, "joint")
    return joint if joint in JOINTS else ALL


def _first(entry: Mapping[str, tuple[str, ...]], field: str) -> str:
    return entry.get(field, ("",))[0]
