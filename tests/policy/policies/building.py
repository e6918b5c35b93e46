"""Packs and policies in one line each, for tests."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from policy.language.facts import Vocabulary
from policy.policies.deciding import CompiledPolicy, compile_pack
from policy.policies.packs import (
    ClauseText,
    Pack,
    PolicyHead,
    RequirementText,
    RuleText,
    VersionHead,
    read_pack,
    shipped_packs,
)
from policy.policies.vocabulary import VOCABULARY

OF_THE_COUNTY = ("lacris-member-policy", "lapd-notice-2020", "lapd-policy-2021")

_numbers = count(1)


def a_rule(effect: str, when: str = "true", **entries: Any) -> RuleText:
    """A rule of clause 1 at the gate `submit`, with an id of its own."""
    rule = RuleText(f"{effect}-{next(_numbers)}", "1", ("submit",), effect, when)
    if effect == "require" and "requirements" not in entries:
        entries["requirements"] = (RequirementText("approval", {"count": 2}),)
    return replace(rule, **entries)


def a_pack(*rules: RuleText, slug: str = "test-policy", **entries: Any) -> Pack:
    """A pack of one clause that the rules belong to."""
    head = PolicyHead(slug, "Test policy", "Test department")
    clause = ClauseText("1", "Only clause", "What the rules say.", "recorded")
    return replace(Pack(head, VersionHead(1), (clause,), rules), **entries)


def a_policy(
    *rules: RuleText, slug: str = "test-policy", vocabulary: Vocabulary = VOCABULARY
) -> CompiledPolicy:
    return compile_pack(a_pack(*rules, slug=slug), vocabulary)


def shipped(*slugs: str) -> list[CompiledPolicy]:
    """The shipped packs of these names, ready to decide; those of the county for none."""
    packs = shipped_packs()
    return [
        compile_pack(read_pack(packs[slug].read_text(encoding="utf-8")))
        for slug in slugs or OF_THE_COUNTY
    ]


def rules_of(reasons: Sequence[Any]) -> list[str | None]:
    return [reason.rule for reason in reasons]
