"""The example requests of a policy, run: what is expected, what came, and why it differs."""

from dataclasses import replace

import pytest

from policy.policies.deciding import red, run_cases
from policy.policies.packs import CaseText, read_pack, shipped_packs
from tests.policy.policies.samples import PACK

COMMERCIAL = {"system.ownership": "commercial"}
GOVERNMENT = {"system.ownership": "government", "request.offense": "arson"}


def result_of(**case):
    given = {"id": "case", "text": "An example.", "gate": "submit", "facts": {}} | case
    (result,) = run_cases(replace(PACK, cases=(CaseText(**given),)))
    return result


def test_case_that_comes_out_as_expected_is_green():
    result = result_of(facts=COMMERCIAL, outcome="refused", clauses=("1",))

    assert (result.passed, result.outcome, result.clauses, result.why) == (
        True,
        "refused",
        ("1",),
        "",
    )


def test_other_outcome_is_red_and_says_by_which_rule():
    result = result_of(facts=COMMERCIAL, outcome="permitted")

    assert not result.passed
    assert result.why.startswith(
        "expected to be permitted, and is refused: Clause 1, No commercial service"
    )


def test_undecided_case_names_what_is_unknown():
    result = result_of(facts={}, outcome="refused")

    assert result.why == (
        "expected to be refused, and is undecided; "
        "unknown: ownership of the system, offense, How great is the danger?"
    )


def test_clause_that_is_not_among_the_reasons_is_red():
    result = result_of(facts=COMMERCIAL, outcome="refused", clauses=("1", "2"))

    assert result.why == "expected by clause 2, and came by 1"


def test_clauses_that_require_something_count_among_the_reasons():
    facts = GOVERNMENT | {"request.exigent": False, "answer.danger": "none"}

    result = result_of(facts=facts, outcome="permitted", clauses=("1", "2"))

    assert (result.why, result.clauses) == ("", ("1", "2"))


def test_more_clauses_than_expected_do_no_harm():
    assert result_of(facts=COMMERCIAL, outcome="refused", clauses=()).passed


def test_fact_that_cannot_be_is_red_with_the_reason():
    result = result_of(facts={"system.ownership": "rented"}, outcome="refused")

    assert (result.outcome, result.passed) == ("", False)
    assert result.why.startswith("system.ownership: expected one of")


def test_red_ones_are_told_apart_in_order():
    cases = (
        CaseText("a", "A.", "submit", COMMERCIAL, "permitted"),
        CaseText("b", "B.", "submit", COMMERCIAL, "refused"),
        CaseText("c", "C.", "submit", COMMERCIAL, "undecided"),
    )

    results = run_cases(replace(PACK, cases=cases))

    assert [result.case.id for result in red(results)] == ["a", "c"]


def test_what_was_expected_and_what_came_is_said_in_words():
    result = result_of(facts=COMMERCIAL, outcome="permitted", clauses=("2",))

    assert (result.expected, result.came) == ("permitted, by clause 2", "refused, by clause 1")


@pytest.mark.parametrize("slug", shipped_packs())
def test_every_shipped_pack_passes_its_own_cases(slug):
    pack = read_pack(shipped_packs()[slug].read_text(encoding="utf-8"))

    assert [(result.case.id, result.why) for result in red(run_cases(pack))] == []
