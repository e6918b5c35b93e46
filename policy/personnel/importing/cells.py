"""Cells read to values. A reader raises Unexpected with the words for what it expected."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.personnel.importing.faults import Fault
from policy.personnel.importing.table import Row

Reader = Callable[[str], Any]

YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
# As the department writes a day, and as a spreadsheet rewrites it on saving.
DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y")
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)
VALUE_SHOWN = 80
# Looking for a near name takes too long among more names than this.
NAMES_COMPARED = 500


class Unexpected(ValueError):
    """The cell does not hold what the message says."""


class Code(str):
    """The code of an entry of a list; `label` is its words."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, code: str, label: str) -> "Code":
        made = super().__new__(cls, code)
        made.label = label
        return made


def codes_of(name: ListName) -> list[Code]:
    """Every code that the list ever had."""
    return [Code(code, str(words)) for code, words in current().choices(name)]


@dataclass(frozen=True)
class Record:
    """A row whose cells are read; `values` lacks those that could not be."""

    line: int
    values: dict[str, Any]


def read_rows(
    rows: Iterable[Row], readers: Mapping[str, Reader], *, optional: Mapping[str, Any]
) -> tuple[list[Record], list[Fault]]:
    """Every row read by the reader of each column; an empty cell of `optional` is its default."""
    records, faults = [], []
    for row in rows:
        values = {}
        for name, reader in readers.items():
            cell = row.cells[name]
            try:
                values[name] = read_cell(cell, reader, optional.get(name, ...))
            except Unexpected as error:
                shown = Truncator(cell).chars(VALUE_SHOWN)
                faults.append(Fault(row.line, name, shown, str(error)))
        records.append(Record(row.line, values))
    return records, faults


def read_cell(cell: str, reader: Reader, default: Any) -> Any:
    if cell:
        return reader(cell)
    if default is ...:
        raise Unexpected(_("a value, not an empty cell"))
    return default


def text(max_length: int) -> Reader:
    def read(cell: str) -> str:
        if len(cell) > max_length:
            raise Unexpected(_("at most %(count)s characters") % {"count": max_length})
        if any(unicodedata.category(character) == "Cc" for character in cell):
            raise Unexpected(_("text on one line, without control characters"))
        return cell

    return read


def email(cell: str) -> str:
    try:
        validate_email(text(254)(cell))
    except (ValidationError, Unexpected) as error:
        raise Unexpected(_("an email address, such as name@police.example")) from error
    return cell


def yes_no(cell: str) -> bool:
    if cell.lower() not in YES_NO:
        raise Unexpected(_("yes or no"))
    return YES_NO[cell.lower()]


def day(cell: str) -> date:
    for day_format in DAY_FORMATS:
        try:
            read = datetime.strptime(cell, day_format).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        if FIRST_DAY <= read <= LAST_DAY:
            return read
    raise Unexpected(_("a date such as 2026-03-31 or 3/31/2026"))


def entry(of: ListName) -> Reader:
    """Reads a code of a list, or the words for it."""
    codes = codes_of(of)
    by_name = {name.lower(): code for code in codes for name in (code, code.label)}

    def read(cell: str) -> Code:
        if cell.lower() not in by_name:
            raise Unexpected(_("one of %(codes)s") % {"codes": ", ".join(codes)})
        return by_name[cell.lower()]

    return read


def choice(choices: type[TextChoices]) -> Reader:
    """Reads a code, or the words for it."""
    by_name = {
        name.lower(): member for member in choices for name in (member.value, str(member.label))
    }

    def read(cell: str) -> TextChoices:
        if cell.lower() not in by_name:
            raise Unexpected(_("one of %(codes)s") % {"codes": ", ".join(choices.values)})
        return by_name[cell.lower()]

    return read


def known(things: Mapping[str, Any], *, what: str) -> Reader:
    """Reads a name that the register knows; `what` says what kind of name, in words."""
    by_name = {name.lower(): thing for name, thing in things.items()}
    compared = things if len(things) <= NAMES_COMPARED else ()

    def read(cell: str) -> Any:
        if cell.lower() in by_name:
            return by_name[cell.lower()]
        if not things:
            raise Unexpected(_("%(what)s; there is none yet") % {"what": what})
        near = get_close_matches(cell, compared, n=3, cutoff=0.5) or sorted(things)[:3]
        raise Unexpected(_("%(what)s, such as %(near)s") % {"what": what, "near": ", ".join(near)})

    return read
