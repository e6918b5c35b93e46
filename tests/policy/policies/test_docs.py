"""What docs/policy-packs.md says is so."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from policy.language.facts import check_facts
from policy.language.parser import parse
from policy.personnel.choices import Grade
from policy.policies.choices import Effect, Enforcement, Gate, QuestionType, RecordKind
from policy.policies.deciding import compile_pack, decide
from policy.policies.packs import QuestionText, answer_fact, read_pack, write_pack
from policy.policies.packs.tables import (
    ASSURANCE,
    CASE,
    CLAUSE,
    NOTE,
    POLICY,
    QUESTION,
    QUIZ,
    REQUIREMENTS,
    RULE,
    VERSION,
)
from policy.policies.vocabulary import VOCABULARY

PAGE = Path(settings.BASE_DIR, "docs", "policy-packs.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
SECTIONS = {
    "### `[policy]`": POLICY,
    "### `[version]`": VERSION,
    "### `[[clause]]`": CLAUSE,
    "### `[[rule]]`": RULE,
    "### `[[question]]`": QUESTION,
    "### `[[assurance]]`": ASSURANCE,
    "### `[[case]]`": CASE,
    "### `[[quiz]]`": QUIZ,
    "### `[[note]]`": NOTE,
}

TABLES_OF_THEIR_OWN = ("requirement", "facts")


def rows_under(heading):
    """The cells of the first table under a heading, without its head."""
    _before, _heading, after = PAGE.partition(f"\n{heading}\n")
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)[0]
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]
    ]


def code_in(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_the_example_is_a_pack_that_exports_as_it_was_written():
    assert write_pack(read_pack(EXAMPLE)) == EXAMPLE


def test_the_example_of_facts_is_refused_by_the_example_of_a_pack():
    facts = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
    policy = compile_pack(read_pack(EXAMPLE))

    check_facts(facts, policy.vocabulary)
    verdict = decide([policy], gate="submit", facts=facts)

    assert [reason.rule for reason in verdict.reasons] == ["1-no-commercial"]


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_of_a_table_is_told_and_whether_it_is_required(heading):
    rows = rows_under(heading)
    told = {code_in(key)[0]: "*" in key for key, _value in rows if "[" not in key}

    keys = SECTIONS[heading].items()
    assert told == {name: key.required for name, key in keys if name not in TABLES_OF_THEIR_OWN}


def test_every_kind_of_requirement_and_its_keys_are_told():
    told = {
        code_in(kind)[0]: {name for name in code_in(keys) if name in REQUIREMENTS[code_in(kind)[0]]}
        for kind, keys, *_rest in rows_under("## Requirements")
    }

    assert told == {kind: keys.keys() - {"kind"} for kind, keys in REQUIREMENTS.items()}


def test_every_gate_and_effect_is_told_in_its_order():
    gates = [code_in(row[0])[0] for row in rows_under("## Gates")]
    effects = [code_in(row[0])[0] for row in rows_under("## Effects")]

    assert gates == Gate.values
    assert effects == Effect.values


@pytest.mark.parametrize(
    "codes", [Enforcement.values, QuestionType.values, RecordKind.values, Grade.values]
)
def test_every_code_of_a_closed_list_is_told(codes):
    assert [code for code in codes if f"`{code}`" not in PAGE] == []


def test_every_fact_that_nobody_tells_is_one_of_the_vocabulary_and_told_by_nobody():
    _before, _heading, after = PAGE.partition("\n## Facts that nobody tells yet\n")
    told = [name for name in code_in(after.partition("\n## ")[0]) if "*" not in name]
    gathering = Path(settings.BASE_DIR, "policy", "searches", "facts.py").read_text("utf-8")

    assert [name for name in told if name not in VOCABULARY] == []
    assert [name for name in told if f'"{name}"' in gathering] == []


def test_every_example_of_a_condition_parses():
    seen_on = answer_fact(QuestionText("seen_on", "Seen on", "date", {}, ("submit",)))
    vocabulary = VOCABULARY.extended([seen_on])
    examples = [
        code
        for _kind, cell in rows_under("## Conditions")
        for code in code_in(cell)
        if " " in code or code.startswith(("!", "request"))
    ]

    assert len(examples) == 14
    for example in examples:
        parse(example, vocabulary)
