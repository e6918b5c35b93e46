"""The entries of two versions side by side, each known by its name."""

from collections.abc import Mapping, Sequence


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Every name once: in the order of `new`, and what is gone behind what it stood behind."""
    names, last = list(new), -1
    for name in old:
        if name in names:
            last = names.index(name)
        else:
            last += 1
            names.insert(last, name)
    return names


def kind_of(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> str:
    """Is the entry added, removed, changed or the same?"""
    if name not in old:
        return "added"
    if name not in new:
        return "removed"
    return "same" if old[name] == new[name] else "changed"
