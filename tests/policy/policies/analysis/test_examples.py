"""A made-up request in words."""

import pytest

from policy.language.conditions import Always
from policy.language.parser import parse
from policy.policies.analysis.examples import example_of
from policy.policies.vocabulary import VOCABULARY


def words(facts, *conditions, telling=()):
    read = [parse(text, VOCABULARY) for text in conditions]
    example = example_of(
        "run", facts, telling=telling, conditions=read or [Always(True)], vocabulary=VOCABULARY
    )
    return example.text.removeprefix("Someone asks to run the search where ")


@pytest.mark.parametrize(
    ("facts", "conditions", "told"),
    [
        ({"request.exigent": False}, [], "there are no exigent circumstances."),
        ({"request.media": "live"}, [], "the image is a live video stream."),
        (
            {"system.true_positive_rate": 97.5},
            [],
            "the lowest true positive rate of the algorithm is 97.5 percent.",
        ),
        (
            {"requester.days_since_training": 400},
            [],
            "the time since the requester's latest training is 400 days.",
        ),
        ({"system.galleries": ["booking_photos"]}, [], "the system searches booking photos."),
        (
            {"system.galleries": []},
            ['"open_source" in system.galleries'],
            "the system does not search photos collected from the open web.",
        ),
        ({"system.name": "LACRIS"}, ['system.name == "LACRIS"'], "the system is “LACRIS”."),
        (
            {"system.name": "(any other)"},
            ['system.name == "LACRIS"'],
            "the system is not “LACRIS”.",
        ),
        (
            {"system.name": "(any other)"},
            ['system.name in ["A", "B", "C", "D"]'],
            "the system is “another one”.",
        ),
    ],
)
def test_each_kind_of_fact_has_words(facts, conditions, told):
    assert words(facts, *conditions) == told


def test_what_it_turns_on_is_told_first():
    facts = {"request.exigent": True, "request.media": "live"}

    assert words(facts, telling=["request.media"]) == (
        "the image is a live video stream and there are exigent circumstances."
    )


def test_a_request_of_which_nothing_matters_is_told_in_a_word():
    assert words({}) == "Someone asks to run the search."


def test_more_than_can_be_taken_in_is_left_to_the_facts():
    names = [name for name, fact in VOCABULARY.items() if fact.kind == "yes_no"][:7]

    told = words(dict.fromkeys(names, True))

    assert told.count(",") == 5
    assert told.endswith("; nothing else stands out.")
