"""The choices of a question, each with its words and its code, in the order of the page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import slugify

MOST = 100

_ROW = re.compile(r"choice-([0-9]{1,3})-words")
_LONGEST_CODE = 60


@dataclass(frozen=True)
class ChoiceRow:
    """`suggested` is the code that the words ask for, where none was given."""

    words: str = ""
    code: str = ""

    @property
    def suggested(self) -> str:
        return code_of(self.words)


def code_of(words: str) -> str:
    """A code made of words: lower-case letters, digits and underscores, a letter first."""
    code = slugify(words).replace("-", "_").strip("_")[:_LONGEST_CODE].rstrip("_")
    if code and not code[0].isalpha():
        code = f"c_{code}"[:_LONGEST_CODE]
    return re.sub("_+", "_", code)


def rows_of(choices: Mapping[str, str]) -> list[ChoiceRow]:
    return [ChoiceRow(str(words), code) for code, words in choices.items()]


def rows_from(data: QueryDict) -> list[ChoiceRow]:
    """The choices as they came back, without blank ones; a code that is missing is suggested, and
    one that was suggested follows its words."""
    places = sorted(int(match[1]) for name in data if (match := _ROW.fullmatch(name)))
    rows = [row_from(data, place) for place in places[:MOST]]
    return [row for row in rows if row.words or row.code]


def row_from(data: QueryDict, place: int) -> ChoiceRow:
    words, code, suggested = (
        data.get(f"choice-{place}-{name}", "").strip() for name in ("words", "code", "suggested")
    )
    return ChoiceRow(words, code_of(words) if code in ("", suggested) else code)


def changed(rows: Sequence[ChoiceRow], verb: str, place: int) -> list[ChoiceRow]:
    """The choices after `up`, `down` or `remove` of one of them."""
    if not 0 <= place < len(rows):
        return list(rows)
    rest = [*rows[:place], *rows[place + 1 :]]
    if verb == "remove":
        return rest
    to = max(place - 1, 0) if verb == "up" else place + 1
    return [*rest[:to], rows[place], *rest[to:]]


def as_choices(rows: Sequence[ChoiceRow]) -> dict[str, str]:
    return {row.code: row.words for row in rows}


def doubled(rows: Sequence[ChoiceRow]) -> list[str]:
    """The codes that stand for more than one choice."""
    codes = [row.code for row in rows]
    return [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
