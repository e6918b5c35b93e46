import pytest
from django.apps.registry import Apps
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.language.conditions import facts_of
from policy.language.evaluate import compile_condition
from policy.language.facts import Fact, Kind, Vocabulary
from policy.language.parser import parse
from policy.language.sql import as_sql, value_of
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.samples import VOCABULARY

pytestmark = pytest.mark.django_db


class Request(models.Model):
    facts = models.JSONField()

    class Meta:
        app_label = "language"
        apps = Apps()

    def __str__(self):
        return str(self.facts)


@pytest.fixture(autouse=True)
def _tables(db):
    with connection.schema_editor() as editor:
        editor.create_model(Request)


def stored(rows):
    Request.objects.all().delete()
    return Request.objects.bulk_create([Request(facts=facts) for facts in rows])


def answers(condition, vocabulary=VOCABULARY, *, checked=False):
    """Per row, in the order in which they were stored: True, False, or None."""
    values = {fact: value_of(vocabulary[fact], checked=checked) for fact in facts_of(condition)}
    asked = as_sql(condition, vocabulary, values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {asked.text} FROM language_request ORDER BY id",  # noqa: S608
            asked.parameters,
        )
        return [answer for (answer,) in cursor.fetchall()]


@pytest.mark.parametrize("checked", [True, False])
@given(
    condition=strategies.conditions(VOCABULARY),
    rows=st.lists(strategies.facts(VOCABULARY), min_size=1, max_size=12),
)
@settings(
    max_examples=times(2),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_query_answers_as_the_closure_does_on_every_row(checked, condition, rows):
    stored(rows)
    reading = compile_condition(condition, VOCABULARY)

    agreed = [
        answer is reading(facts)
        for answer, facts in zip(answers(condition, checked=checked), rows, strict=True)
    ]

    assert all(agreed), agreed


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        (">=", [False, True, True]),
        ("==", [False, True, False]),
        ("!=", [True, False, True]),
    ],
)
def test_numbers_and_dates_compare_on_both_sides_of_the_boundary(operator, expected):
    days = ["2020-11-12", "2020-11-13", "2021-01-01"]
    stored(
        {"system.rate": rate, "request.date": day}
        for rate, day in zip([1.5, 2.0, 3], days, strict=True)
    )

    rates = answers(parse(f"system.rate {operator} 2", VOCABULARY))
    dates = answers(parse(f'request.date {operator} "2020-11-13"', VOCABULARY))

    assert (rates, dates) == (expected, expected)


@pytest.mark.parametrize(
    "text", ['system.name != "x"', '!(system.name in ["x"])', "system.rate < 1", "!answer.minor"]
)
def test_row_whose_fact_is_missing_or_null_leaves_the_condition_open(text):
    stored([{}, dict.fromkeys(VOCABULARY)])

    assert answers(parse(text, VOCABULARY)) == [None, None]


def test_fact_stored_with_the_type_of_another_kind_is_unknown():
    stored([{"answer.age": "40"}, {"answer.age": True}, {"answer.age": [40]}, {"answer.age": 40}])
    asked = Vocabulary([Fact("answer.age", Kind.NUMBER, "age of the subject")])

    found = [
        answers(parse("answer.age < 50", asked), asked),
        answers(parse("answer.age != 50", asked), asked),
    ]

    assert found == [[None, None, None, True], [None, None, None, True]]


def test_one_set_does_not_pass_for_text():
    stored([{"system.name": ["LACRIS"]}])

    assert answers(parse('system.name == "LACRIS"', VOCABULARY)) == [None]


def test_order_of_choices_that_nothing_satisfies_is_false_where_known():
    stored([{"request.legal_basis": "none"}, {}])

    assert answers(parse('request.legal_basis < "none"', VOCABULARY)) == [False, None]


def test_quoted_text_reaches_the_database_as_a_value_and_never_as_sql():
    hostile = "x'; DROP TABLE language_request; --"
    stored([{"system.name": hostile}, {"system.name": "LACRIS"}])
    condition = parse(f'system.name == "{hostile}"', VOCABULARY)

    assert answers(condition) == [True, False]
