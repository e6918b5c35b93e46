"""A condition as rows and groups: nothing is lost on the way there and back."""

from collections import defaultdict

import pytest
from hypothesis import given, settings

from policy.language.cel import as_source
from policy.language.conditions import AllOf, AnyOf, IsYes, Not
from policy.language.parser import parse
from policy.policies.sketches import (
    EMPTY,
    Group,
    Row,
    SketchError,
    TooLarge,
    changed,
    condition_of,
    fields_of,
    settled,
    sketch_from,
    sketch_of,
)
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.samples import VOCABULARY

EXIGENT = Row("answer.minor", "yes")


def sent(pairs):
    """The fields as a form sends them: every value of a name, in their order."""
    fields = defaultdict(list)
    for name, value in pairs:
        fields[name].append(value)
    return fields


@given(strategies.conditions(VOCABULARY))
@settings(max_examples=times(5), deadline=None)
def test_tree_comes_back_from_the_fields_of_its_form(tree):
    fields = sent(fields_of(sketch_of(tree), "when"))

    assert condition_of(sketch_from(fields, "when"), VOCABULARY) == tree


@given(strategies.conditions(VOCABULARY))
@settings(max_examples=times(2), deadline=None)
def test_rows_of_a_condition_are_settled_already(tree):
    assert settled(sketch_of(tree), VOCABULARY) == sketch_of(tree)


@given(strategies.conditions(VOCABULARY))
@settings(max_examples=times(2), deadline=None)
def test_every_tree_that_the_parser_made_of_its_text_comes_back(tree):
    parsed = parse(as_source(tree), VOCABULARY)

    assert condition_of(sketch_of(parsed), VOCABULARY) == parsed


@pytest.mark.parametrize(
    ("text", "sketch"),
    [
        ("answer.minor", Group("all", (EXIGENT,))),
        ("!answer.minor", Group("all", (Row("answer.minor", "no"),))),
        ("true", Group("all", (Row("true"),))),
        (
            '!(request.offense in ["arson", "fraud"])',
            Group("all", (Row("request.offense", "not in", ("arson", "fraud")),)),
        ),
        (
            "!(answer.minor || system.rate < 0.5)",
            Group("none", (EXIGENT, Row("system.rate", "<", ("0.5",)))),
        ),
        ("!(!answer.minor)", Group("none", (Row("answer.minor", "no"),))),
        (
            'system.name in ["", " a", "LACRIS"]',
            Group("all", (Row("system.name", "in", ('""', '" a"', "LACRIS")),)),
        ),
    ],
)
def test_condition_is_drawn_as_people_would(text, sketch):
    assert sketch_of(parse(text, VOCABULARY)) == sketch


def test_names_of_fields_say_where_their_node_stands():
    sketch = Group("any", (EXIGENT, Group("all", (Row("request.offense", "in", ("arson",)),))))

    assert fields_of(sketch, "when") == [
        ("when-joint", "any"),
        ("when-0-fact", "answer.minor"),
        ("when-0-operator", "yes"),
        ("when-1-joint", "all"),
        ("when-1-0-fact", "request.offense"),
        ("when-1-0-operator", "in"),
        ("when-1-0-value", "arson"),
    ]


def test_blank_values_and_fields_of_others_are_left_out():
    fields = {
        "when-0-fact": ["system.name"],
        "when-0-operator": ["in"],
        "when-0-value": ["LACRIS", "", " "],
        "when-x-fact": ["system.rate"],
        "never-0-fact": ["system.rate"],
    }

    found = sketch_from(fields, "when")

    assert found == Group("all", (Row("system.name", "in", ("LACRIS",)),))


def test_gaps_in_the_numbers_do_not_matter():
    fields = {"when-7-fact": ["answer.minor"], "when-2-fact": ["system.rate"]}

    assert sketch_from(fields, "when") == Group("all", (Row("system.rate"), Row("answer.minor")))


def test_form_that_holds_nothing_is_an_empty_sketch():
    assert sketch_from({}, "when") == EMPTY


@pytest.mark.parametrize(
    "fields",
    [
        {f"when-{place}-fact": ["answer.minor"] for place in range(61)},
        {"when-0-fact": ["system.name"], "when-0-value": ["x"] * 301},
        {f"when{'-0' * depth}-joint": ["all"] for depth in range(200)},
    ],
    ids=["rows", "values", "groups"],
)
def test_huge_form_is_refused(fields):
    with pytest.raises(TooLarge):
        sketch_from(fields, "when")


def test_one_part_needs_no_group():
    group = Group("any", (EXIGENT,))

    assert condition_of(group, VOCABULARY) == IsYes("answer.minor")


@pytest.mark.parametrize(
    ("joint", "tree"),
    [
        ("all", AllOf((IsYes("answer.minor"),) * 2)),
        ("any", AnyOf((IsYes("answer.minor"),) * 2)),
        ("not all", Not(AllOf((IsYes("answer.minor"),) * 2))),
        ("none", Not(AnyOf((IsYes("answer.minor"),) * 2))),
    ],
)
def test_joint_of_a_group_says_how_many_must_hold(joint, tree):
    assert condition_of(Group(joint, (EXIGENT, EXIGENT)), VOCABULARY) == tree


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        (Row(), "fact", "Choose what this row asks about."),
        (
            Row("system.ownershp", "in", ("x",)),
            "fact",
            "system.ownershp: there is no such fact; did you mean system.ownership?",
        ),
        (Row("system.rate", "has", ("1",)), "operator", "Choose how it is compared."),
        (Row("system.rate", "<"), "value", "Give a value."),
        (
            Row("system.rate", "<", ("many",)),
            "value",
            ("Expected a number from -1,000,000,000,000,000 to 1,000,000,000,000,000, not “many”."),
        ),
        (
            Row("request.date", "<", ("2020-02-30",)),
            "value",
            'Expected a date written as "yyyy-mm-dd", not “2020-02-30”.',
        ),
        (Row("system.name", "in", ("a", "a")), "value", "A value is there twice."),
        (Group("all"), "joint", "Add a row to this group, or remove the group."),
    ],
)
def test_fault_of_a_row_names_its_place_and_field(row, field, message):
    sketch = Group("all", (EXIGENT, row))

    with pytest.raises(SketchError) as raised:
        condition_of(sketch, VOCABULARY)

    faults = [(fault.path, fault.field, fault.message) for fault in raised.value.faults]
    assert faults == [((1,), field, message)]


def test_every_fault_is_told_at_once():
    with pytest.raises(SketchError) as raised:
        condition_of(Group("all", (Row(), Group("any", (Row(),)))), VOCABULARY)

    assert [fault.path for fault in raised.value.faults] == [(0,), (1, 0)]


def test_values_that_do_not_suit_a_newly_chosen_fact_give_way():
    row = Row("system.ownership", "not in", ("arson", "commercial"))

    found = settled(Group("all", (row,)), VOCABULARY)

    assert found.parts == (Row("system.ownership", "not in", ("commercial",)),)


def test_operator_that_does_not_suit_a_newly_chosen_fact_gives_way_to_its_first():
    row = Row("answer.minor", "in", ("arson",))

    assert settled(Group("all", (row,)), VOCABULARY).parts == (Row("answer.minor", "yes"),)


@pytest.mark.parametrize(
    ("verb", "path", "expected"),
    [
        ("add-row", (), Group("all", (EXIGENT, Group("any", (EXIGENT,)), Row()))),
        ("add-row", (1,), Group("all", (EXIGENT, Group("any", (EXIGENT, Row()))))),
        (
            "add-group",
            (),
            Group("all", (EXIGENT, Group("any", (EXIGENT,)), Group("any", (Row(),)))),
        ),
        ("remove", (0,), Group("all", (Group("any", (EXIGENT,)),))),
        ("remove", (1, 0), Group("all", (EXIGENT, Group("any")))),
    ],
)
def test_buttons_change_the_sketch_at_their_place(verb, path, expected):
    before = Group("all", (EXIGENT, Group("any", (EXIGENT,))))

    assert changed(before, verb, path) == expected


@pytest.mark.parametrize("path", [(9,), (0, 0), (1, 0, 0)])
def test_button_of_a_place_that_is_gone_changes_nothing(path):
    before = Group("all", (EXIGENT, Group("any", (EXIGENT,))))

    assert changed(before, "add-row", path) == before


def test_form_that_is_full_does_not_grow():
    full = Group("all", (EXIGENT,) * 60)

    assert changed(full, "add-row", ()) == full
