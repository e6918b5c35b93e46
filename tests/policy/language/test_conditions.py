import pytest

from policy.language.conditions import facts_of, literals_of
from policy.language.parser import parse
from tests.policy.language.samples import VOCABULARY


def test_facts_of_names_every_fact_once():
    condition = parse(
        'answer.minor || !(system.name == "x" && answer.minor) || "risk" in answer.reasons',
        VOCABULARY,
    )

    assert facts_of(condition) == {"answer.minor", "system.name", "answer.reasons"}


def test_constant_speaks_of_no_fact():
    condition = parse("true || !false", VOCABULARY)

    assert facts_of(condition) == frozenset()
    assert literals_of(condition) == {}


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("answer.minor", {"answer.minor": {True}}),
        ("answer.minor == false", {"answer.minor": {False}}),
        ("system.rate > 3 || system.rate < 0.5", {"system.rate": {3, 0.5}}),
        (
            'answer.squad == "north" && !(request.offense in ["arson", "fraud"])',
            {"answer.squad": {"north"}, "request.offense": {"arson", "fraud"}},
        ),
        (
            '"risk" in answer.reasons || answer.reasons.all(r, r in ["flight"])',
            {"answer.reasons": {"risk", "flight"}},
        ),
        ('request.legal_basis >= "cause"', {"request.legal_basis": {"cause"}}),
    ],
)
def test_literals_are_the_values_a_fact_is_compared_with(text, literals):
    assert literals_of(parse(text, VOCABULARY)) == literals
