"""Every demand of the published rules has its place in a pack."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from policy.policies.packs import read_pack, shipped_packs

COVERAGE = tomllib.loads(Path(__file__).with_name("coverage.toml").read_text(encoding="utf-8"))
STRENGTH = {"recorded": 0, "evidenced": 1, "enforced": 2}
DEMANDS = [
    pytest.param(slug, *[*entry, ""][:3], id=f"{slug}/{demand}")
    for slug, demands in COVERAGE.items()
    for demand, entry in demands.items()
]


@cache
def pack_of(slug):
    return read_pack(shipped_packs()[slug].read_text(encoding="utf-8"))


def test_the_demands_on_every_shipped_pack_are_listed():
    assert COVERAGE.keys() == shipped_packs().keys()


@pytest.mark.parametrize(("slug", "asked", "clause", "note"), DEMANDS)
def test_a_demand_is_met_by_its_clause_or_a_note_says_why_not(slug, asked, clause, note):
    pack = pack_of(slug)
    clauses = {each.id: each.enforcement for each in pack.clauses}
    notes = {each.id: each.about for each in pack.notes}

    if note:
        assert not clause or clause in notes[note]
        assert note in notes
        assert not clause or STRENGTH[clauses[clause]] < STRENGTH[asked], "no note is needed"
    else:
        assert STRENGTH[clauses[clause]] >= STRENGTH[asked]


@pytest.mark.parametrize("slug", COVERAGE)
def test_every_clause_answers_a_demand(slug):
    answering = {entry[1] for entry in COVERAGE[slug].values()} - {""}
    ours = {each.id for each in pack_of(slug).clauses if "restatement's own" in each.source}

    assert answering | ours == {each.id for each in pack_of(slug).clauses}


@pytest.mark.parametrize("slug", COVERAGE)
def test_a_clause_that_says_enforced_has_a_rule_and_one_that_says_evidenced_leaves_evidence(slug):
    pack = pack_of(slug)
    deciding = {
        rule.clause
        for rule in pack.rules
        if rule.effect in ("forbid", "refuse", "except")
        or (rule.effect == "allow" and rule.when != "true")
        or any(each.kind in ("approval", "review", "retention") for each in rule.requirements)
    }
    evidence = {
        rule.clause
        for rule in pack.rules
        if any(each.kind in ("attestation", "document", "notice") for each in rule.requirements)
    }

    said = {
        kind: {each.id for each in pack.clauses if each.enforcement == kind} for kind in STRENGTH
    }
    assert said["enforced"] - deciding == set()
    assert said["evidenced"] - evidence == set()
    assert said["recorded"] & (deciding | evidence) == set()
