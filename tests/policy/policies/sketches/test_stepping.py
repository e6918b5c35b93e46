"""Rows, text and sentence of one condition are kept in step."""

from dataclasses import replace

from hypothesis import given, settings

from policy.language.cel import as_source
from policy.language.english import as_english
from policy.policies.sketches import (
    EMPTY,
    Given,
    Group,
    Row,
    from_english,
    from_sketch,
    from_source,
    sketch_of,
    stepped,
)
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.samples import VOCABULARY

SOURCE = 'request.offense in ["robbery", "arson"]'
ENGLISH = "the request is for robbery or arson"
ROWS = Group("all", (Row("request.offense", "in", ("robbery", "arson")),))
AS_SHOWN = Given(SOURCE, SOURCE, ENGLISH, ENGLISH, ROWS)

MINOR = "answer.minor"
MINOR_ROWS = Group("all", (Row("answer.minor", "yes"),))
MINOR_ENGLISH = "the answer to “Is the subject a minor?” is yes"


@given(strategies.conditions(VOCABULARY, texts=strategies.PLAIN_TEXTS))
@settings(max_examples=times(1.5), deadline=None)
def test_three_readings_of_a_condition_are_of_one_condition(tree):
    by_source = from_source(as_source(tree), VOCABULARY)
    by_rows = from_sketch(sketch_of(tree), VOCABULARY)

    assert by_source == by_rows
    assert by_source.condition == tree
    assert by_source.english == as_english(tree, VOCABULARY)


def test_nothing_changed_changes_nothing():
    found = stepped(AS_SHOWN, VOCABULARY)

    assert (found.source, found.english, found.sketch) == (SOURCE, ENGLISH, ROWS)


def test_changed_text_makes_rows_and_sentence_anew():
    found = stepped(replace(AS_SHOWN, source=MINOR), VOCABULARY)

    assert (found.source, found.english, found.sketch) == (MINOR, MINOR_ENGLISH, MINOR_ROWS)


def test_changed_sentence_makes_rows_and_text_anew():
    found = stepped(replace(AS_SHOWN, english=MINOR_ENGLISH), VOCABULARY)

    assert (found.source, found.english, found.sketch) == (MINOR, MINOR_ENGLISH, MINOR_ROWS)


def test_changed_rows_make_text_and_sentence_anew():
    found = stepped(replace(AS_SHOWN, sketch=MINOR_ROWS), VOCABULARY)

    assert (found.source, found.english, found.sketch) == (MINOR, MINOR_ENGLISH, MINOR_ROWS)


def test_text_stays_as_it_was_written_where_the_rows_still_say_it():
    written = '( request.offense in\n  ["robbery", "arson"] )'
    boxes = Group("all", (Row("request.offense", "in", ("arson", "robbery")),))

    found = stepped(Given(written, written, ENGLISH, ENGLISH, boxes), VOCABULARY)

    assert found.source == written


def test_sentence_that_is_not_understood_stays_and_changes_nothing_else():
    found = stepped(replace(AS_SHOWN, english="the request is for robery"), VOCABULARY)

    assert (found.source, found.sketch) == (SOURCE, ROWS)
    assert found.english == "the request is for robery"
    assert found.english_error.column == 1


def test_rows_changed_after_a_sentence_that_was_not_understood_count():
    given = replace(AS_SHOWN, english="the request is for robery", sketch=MINOR_ROWS)

    found = stepped(given, VOCABULARY)

    assert (found.source, found.english, found.english_error) == (MINOR, MINOR_ENGLISH, None)


def test_text_that_is_no_condition_stays_with_its_error_and_has_no_rows():
    found = stepped(replace(AS_SHOWN, source='request.offense in ["murder"]'), VOCABULARY)

    assert found.source == 'request.offense in ["murder"]'
    assert (found.sketch, found.condition) == (None, None)
    assert (found.source_error.line, found.source_error.column) == (1, 21)


def test_sentence_mends_a_text_that_is_no_condition():
    given = Given("request.offnse", "request.offnse", MINOR_ENGLISH, "", None)

    assert stepped(given, VOCABULARY).source == MINOR


def test_rows_that_are_not_finished_leave_marks_in_the_text():
    sketch = Group("all", (Row("system.rate", "<"), Group("none", (Row(), Row("system.name")))))

    found = from_sketch(sketch, VOCABULARY)

    assert found.source == "(system.rate < ? && !(? || system.name ? ?))"
    assert [fault.field for fault in found.faults] == ["value", "fact", "operator"]
    assert from_source(found.source, VOCABULARY).source_error is not None


def test_condition_not_begun_is_blank_in_all_three():
    for found in (from_source(" ", VOCABULARY), from_english("", VOCABULARY)):
        assert (found.sketch, found.source, found.english) == (EMPTY, "", "")
    assert from_sketch(EMPTY, VOCABULARY) == from_source("", VOCABULARY)


def test_condition_too_large_for_rows_is_read_all_the_same():
    found = from_source(" || ".join([MINOR] * 61), VOCABULARY)

    assert found.sketch is None
    assert found.condition is not None
    assert found.too_large == "This condition has too many parts for rows (more than 60)."
