"""docs/language.md shows conditions of the real vocabulary; what it says of them is true."""

import re
from pathlib import Path

import pytest

from policy.language.english import as_english
from policy.language.facts import Kind
from policy.language.parser import DEEPEST, LONGEST, ConditionError, parse
from policy.policies.vocabulary import VOCABULARY

PAGE = (Path(__file__).parents[3] / "docs" / "language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```cel\n(.*?)\n```", PAGE, re.DOTALL)
SENTENCES = re.findall(r"```cel\n([^\n]*)\n```\n\n> (.*)\n", PAGE)
ERRORS = re.findall(r"^line 1, column .*$", PAGE, re.MULTILINE)
MISTAKES = [
    "request.offense > 3",
    'system.ownershp == "commercial"',
    "request.exigent and request.offense_is_attempt",
]


def error_of(text):
    with pytest.raises(ConditionError) as error:
        parse(text, VOCABULARY)
    return str(error.value)


@pytest.mark.parametrize("line", [line for block in BLOCKS for line in block.splitlines()])
def test_every_condition_of_the_page_is_one(line):
    parse(line, VOCABULARY)


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_every_sentence_of_the_page_is_what_the_condition_reads_as(text, sentence):
    assert as_english(parse(text, VOCABULARY), VOCABULARY) == sentence


def test_every_error_of_the_page_is_what_the_mistake_gives():
    assert [error_of(text) for text in MISTAKES] == ERRORS


def test_limits_of_the_page_are_those_of_the_parser():
    limits = f"at most {LONGEST:,} characters, and parentheses at most {DEEPEST} deep"

    assert limits in PAGE


def test_page_has_a_row_for_every_kind_of_fact():
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)

    assert rows == ["yes_no", "choice", "ordered_choice", "set", "number", "days", "date", "text"]
    assert set(rows) == set(Kind)
