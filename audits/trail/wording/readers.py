"""What of an entry is for whom: what was never submitted is read by auditors alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from audits.trail.permissions import may_read_drafts
from audits.trail.wording.names import REQUEST, Names
from audits.trail.wording.telling import Row, Told
from policy.personnel.models import Account

# What a requester writes of the next version, before it is submitted.
UNSUBMITTED = "edits"


def for_reader(entries: Iterable[Told], names: Names, account: Account) -> list[Told]:
    """The entries as `account` may read them, each in its place."""
    if may_read_drafts(account):
        return list(entries)
    return [_without_drafts(told, names) for told in entries]


def _without_drafts(told: Told, names: Names) -> Told:
    if told.content is None or told.request is None:
        return told
    if not names.knows(REQUEST, told.request):
        return replace(told, content={}, is_withheld=True)
    if UNSUBMITTED not in told.row:
        return told
    content: dict[str, Any] = dict(told.content)
    for part in ("before", "after"):
        content[part] = _without(content.get(part), UNSUBMITTED)
    return replace(told, content=content, is_withheld=not (content["before"] or content["after"]))


def _without(row: Row | None, column: str) -> Row | None:
    return row and {name: value for name, value in row.items() if name != column}
