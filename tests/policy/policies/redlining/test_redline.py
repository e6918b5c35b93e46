"""Two versions compared: what is added, removed, changed, and in which words."""

from dataclasses import replace

import pytest

from policy.policies.packs import ClauseText, RequirementText
from policy.policies.redlining import changes_in, redline_of
from policy.policies.redlining.merging import merged
from tests.policy.policies.samples import PACK

# The words of ranks and other codes are on the office's lists.
pytestmark = pytest.mark.django_db


def kinds(part):
    return {change.name: change.kind for change in part.changes}


def fields(part, name):
    (change,) = [change for change in part.changes if change.name == name]
    return {field.label: field.pieces for field in change.fields}


def test_nothing_changed_between_a_version_and_itself():
    redline = redline_of(PACK, PACK)

    assert redline.is_empty
    assert {change.kind for change in redline.rules.changes} == {"same"}


def test_clauses_are_matched_by_their_numbers():
    first, second, third = PACK.clauses
    changed = replace(second, text="A captain approves every search.")
    new = replace(PACK, clauses=(ClauseText("0", "New", "New.", "recorded"), first, changed))

    redline = redline_of(PACK, new)

    assert kinds(redline.clauses) == {"0": "added", "1": "same", "2": "changed", "3": "removed"}
    assert fields(redline.clauses, "2") == {"Text": changes_in(second.text, changed.text)}
    assert fields(redline.clauses, "3")["Text"] == changes_in(third.text, "")


def test_changed_rule_says_what_changed_in_english_and_in_cel():
    rule = replace(PACK.rules[0], effect="refuse", gates=("run",), when="request.exigent")
    redline = redline_of(PACK, replace(PACK, rules=(rule, *PACK.rules[1:])))

    said = fields(redline.rules, "1-forbid")

    assert list(said) == ["Effect", "Gates", "When", "When, in CEL"]
    assert said["When"] == changes_in(
        "the system is a commercial third party's", "there are exigent circumstances"
    )
    assert said["When, in CEL"] == changes_in('system.ownership == "commercial"', rule.when)


def test_changed_requirement_is_told_in_words():
    rule = replace(PACK.rules[4], requirements=(RequirementText("expiry", {"hours": 2}),))
    old = replace(PACK.rules[4], requirements=(RequirementText("expiry", {"hours": 1}),))
    before = replace(PACK, rules=(*PACK.rules[:4], old))

    said = fields(redline_of(before, replace(PACK, rules=(*PACK.rules[:4], rule))).rules, old.id)

    assert said == {
        "Requires": changes_in("the approval ends after 1 hour", "the approval ends after 2 hours")
    }


def test_questions_and_assurances_are_compared():
    new = replace(PACK, questions=PACK.questions[1:], assurances=())

    redline = redline_of(PACK, new)

    assert kinds(redline.questions) == {"danger": "removed", "remarks": "same"}
    assert set(kinds(redline.assurances).values()) == {"removed"}


def test_head_is_compared():
    new = replace(PACK, version=replace(PACK.version, interim=False, number=2))

    redline = redline_of(PACK, new)

    assert fields(redline.head, "") == {"Interim order": changes_in("yes", "no")}
    assert not redline.is_empty


def test_condition_that_cannot_be_read_is_compared_as_it_is_written():
    rule = replace(PACK.rules[0], when="system.")
    redline = redline_of(PACK, replace(PACK, rules=(rule, *PACK.rules[1:])))

    said = fields(redline.rules, "1-forbid")

    assert said["When, in CEL"] == changes_in('system.ownership == "commercial"', "system.")


def test_what_is_gone_stands_where_it_stood():
    assert merged(["a", "b", "c"], ["a", "c", "d"]) == ["a", "b", "c", "d"]
    assert merged(["a", "b"], ["c"]) == ["a", "b", "c"]
    assert merged(["a", "b", "c"], ["c", "a"]) == ["c", "a", "b"]
