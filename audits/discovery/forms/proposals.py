"""What is typed to describe a format: filled in from its sample, and made a mapping of."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from audits.discovery.formats.mapping import Mapping as LogMapping
from audits.discovery.formats.mapping_faults import FIELDS
from audits.discovery.formats.proposing import (
    TIME_PATTERNS,
    Found,
    columns_of,
    delimiter_of,
    fields_of,
    kind_of,
    time_format_of,
)
from audits.discovery.models import SavedMapping
from audits.discovery.trying import lines_of

# In place of a time format: it is the pattern that is typed.
OTHER = "other"
# In place of what was looked at: what stands there was chosen before, and nothing is proposed.
CHOSEN = "chosen"

Typed = Mapping[str, str]


def code_of(column: str | int) -> str:
    """A column as a select's value: a number may be a header, too."""
    return f"n:{column}" if isinstance(column, int) else f"k:{column}"


def column_of(code: str) -> str | int | None:
    kind, _, value = code.partition(":")
    if kind == "k":
        return value
    return int(value) if kind == "n" and value.isdecimal() and len(value) < 6 else None


def typed_of(saved: SavedMapping) -> dict[str, str]:
    """What is typed to come to `saved`; its lines are not known."""
    usual = saved.time_format in {"iso", "epoch", *TIME_PATTERNS}
    return {
        "name": saved.name,
        "kind": saved.kind,
        "delimiter": saved.delimiter or ",",
        "time_format": saved.time_format if usual else OTHER,
        "pattern": "" if usual else saved.time_format,
        "zone": saved.zone,
        "seen": CHOSEN,
        **{field: code_of(column) for field, column in saved.columns.items()},
    }


def offered(typed: Typed) -> list[Found]:
    """The columns that the sample has, read as it is said to be."""
    lines = lines_of(typed.get("sample", ""))
    delimiter = typed.get("delimiter") or ","
    return columns_of(lines, kind=typed.get("kind", ""), delimiter=delimiter)


def filled_in(typed: Typed) -> dict[str, str]:
    """`typed` with what the sample suggests, once for each beginning of a sample.

    `seen` says what the suggestions were made for; what was chosen after them stays.
    """
    told, lines = dict(typed), lines_of(typed.get("sample", ""))
    if not lines or told.get("seen") == CHOSEN:
        return told
    begin = sha256(lines[0].encode()).hexdigest()[:16]
    if not told.get("seen", "").startswith(begin):
        told |= {"kind": kind_of(lines), "delimiter": delimiter_of(lines)}
    seen = f"{begin} {told.get('kind')} {told.get('delimiter')}"
    if told.get("seen") != seen:
        told |= _proposed(told) | {"seen": seen}
    return told


def _proposed(told: Typed) -> dict[str, str]:
    """Columns for the fields that have none of the sample's, and a time format that reads it."""
    columns = offered(told)
    there = {code_of(one.column) for one in columns}
    likely = {field: code_of(column) for field, column in fields_of(columns).items()}
    chosen = {
        field: told[field] if told.get(field) in there else likely.get(field, "")
        for field in FIELDS
    }
    return chosen | _proposed_time(columns, chosen["time"], told.get("time_format", ""))


def _proposed_time(columns: Sequence[Found], code: str, before: str) -> dict[str, str]:
    example = next((one.example for one in columns if code_of(one.column) == code), "")
    return {"time_format": time_format_of(example) or before}


def mapping_of(typed: Typed, *, name: str) -> LogMapping:
    """What is described, whether it can be used or not."""
    written = typed.get("time_format", "")
    return LogMapping(
        name=name,
        columns=dict(_chosen(typed)),
        kind=typed.get("kind", ""),
        delimiter=typed.get("delimiter", ""),
        time_format=typed.get("pattern", "").strip() if written == OTHER else written,
        zone=typed.get("zone", ""),
    )


def _chosen(typed: Typed) -> Iterator[tuple[str, str | int]]:
    for field in FIELDS:
        column = column_of(typed.get(field, ""))
        if column is not None:
            yield field, column
