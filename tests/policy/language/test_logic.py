"""Reading 3 answers as the closure does, and its models are facts."""

import pytest
import z3
from hypothesis import given, settings

from policy.language.conditions import Always, Compare, Not, facts_of, literals_of
from policy.language.evaluate import compile_condition
from policy.language.facts import check_facts
from policy.language.logic import Logic
from policy.language.parser import parse
from policy.language.sorts import another_than
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.samples import VOCABULARY


def answer(condition, facts):
    """True, False, or None where neither formula holds."""
    logic = Logic(VOCABULARY)
    names = facts_of(condition)
    true = logic.substituted(logic.when_true(condition), facts, names)
    false = logic.substituted(logic.when_false(condition), facts, names)
    settled = [z3.is_true(each) or z3.is_false(each) for each in (true, false)]
    assert settled == [True, True], (true, false)
    return True if z3.is_true(true) else False if z3.is_true(false) else None


def found(text, *, all_known=False, vocabulary=VOCABULARY):
    """Facts on which the condition is true; None where there are none."""
    condition = parse(text, vocabulary)
    logic = Logic(vocabulary, all_known=all_known)
    return model_of(condition, logic, logic.when_true(condition))


def model_of(condition, logic, formula):
    names = sorted(facts_of(condition))
    solver = z3.Solver(ctx=logic.context)
    solver.add(logic.domain(names), formula)
    if solver.check() == z3.unsat:
        return None
    return logic.facts_of(solver.model(), names)


@given(strategies.conditions(VOCABULARY), strategies.facts(VOCABULARY))
@settings(max_examples=times(5), deadline=None)
def test_formulas_answer_as_the_closure_does(condition, facts):
    assert answer(condition, facts) is compile_condition(condition, VOCABULARY)(facts)


@given(strategies.conditions(VOCABULARY))
@settings(max_examples=times(3), deadline=None)
def test_a_model_is_facts_on_which_the_closure_answers_the_same(condition):
    logic = Logic(VOCABULARY)
    reading = compile_condition(condition, VOCABULARY)
    formulas = {True: logic.when_true(condition), False: logic.when_false(condition)}

    for holds, formula in formulas.items():
        facts = model_of(condition, logic, formula)
        if facts is not None:
            check_facts(facts, VOCABULARY)
            assert reading(facts) is holds


@given(strategies.conditions(VOCABULARY))
@settings(max_examples=times(2), deadline=None)
def test_with_every_fact_known_a_condition_is_true_or_false(condition):
    logic = Logic(VOCABULARY, all_known=True)
    open_still = z3.Not(z3.Or(logic.when_true(condition), logic.when_false(condition)))

    assert model_of(condition, logic, open_still) is None


@pytest.mark.parametrize(
    "text",
    [
        'system.ownership == "commercial" && system.ownership == "government"',
        (
            'system.ownership != "department" && system.ownership != "government"'
            ' && system.ownership != "commercial"'
        ),
        'request.legal_basis < "none"',
        'request.legal_basis > "suspicion" && request.legal_basis < "cause"',
        "system.rate > 1000000000000000",
        "system.rate < 2 && system.rate > 3",
        'request.date > "9999-12-31"',
        'request.date > "2020-11-13" && request.date < "2020-11-14"',
        'system.name == "LACRIS" && system.name == "Vigilant"',
        '"booking" in system.galleries && system.galleries.all(g, g in ["open_source"])',
        "answer.minor && !answer.minor",
        "false",
    ],
)
def test_what_no_request_can_be_has_no_model(text):
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("answer.minor != true", {"answer.minor": False}),
        ('request.legal_basis > "cause"', {"request.legal_basis": "warrant"}),
        (
            'request.date > "2020-11-13" && request.date < "2020-11-15"',
            {"request.date": "2020-11-14"},
        ),
        ("system.rate >= 0.1 && system.rate <= 0.1", {"system.rate": 0.1}),
        ("system.rate >= 2.0 && system.rate <= 2", {"system.rate": 2}),
        ('system.name in ["LACRIS"]', {"system.name": "LACRIS"}),
        ('system.name != "LACRIS"', {"system.name": "(any other)"}),
        (
            '"booking" in system.galleries && system.galleries.all(g, g in ["booking"])',
            {"system.galleries": ["booking"]},
        ),
        (
            'system.galleries.all(g, g in ["booking"]) && !("booking" in system.galleries)',
            {"system.galleries": []},
        ),
    ],
)
def test_a_model_has_the_value_of_each_kind(text, facts):
    assert found(text, all_known=True) == facts


def test_any_other_text_is_one_that_is_not_named_itself():
    assert another_than({"LACRIS"}) == "(any other)"
    assert another_than({"(any other)"}) == "(any other)…"
    assert found('!(system.name in ["(any other)", "LACRIS"])') == {"system.name": "(any other)…"}


def test_a_fact_that_is_unknown_is_left_out_of_the_model():
    condition = Not(Compare("system.name", "==", "LACRIS"))
    logic = Logic(VOCABULARY)
    neither = z3.Not(z3.Or(logic.when_true(condition), logic.when_false(condition)))

    assert model_of(condition, logic, neither) == {}


def test_constants_are_settled_without_facts():
    logic = Logic(VOCABULARY)

    assert z3.is_true(z3.simplify(logic.when_true(Always(True))))
    assert z3.is_false(z3.simplify(logic.when_false(Always(True))))
    assert literals_of(Always(True)) == {}
