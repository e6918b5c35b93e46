import pytest
from hypothesis import given, settings

from policy.language.conditions import AllOf, AnyOf, IsYes
from policy.language.english import as_english
from policy.language.evaluate import compile_condition
from policy.language.facts import Fact, Kind, Vocabulary
from policy.language.parser import parse
from tests.harness.examples import times
from tests.policy.language import strategies
from tests.policy.language.english_reader import readings
from tests.policy.language.samples import VOCABULARY


def english(text, vocabulary=VOCABULARY):
    return as_english(parse(text, vocabulary), vocabulary)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("request.agency_is_outside", "the request is for an outside agency"),
        ("!request.agency_is_outside", "the request is for this department"),
        ("request.agency_is_outside == false", "the request is for this department"),
        ("requester.certificate_current != true", "the requester has no current certificate"),
        ("answer.minor", "the answer to “Is the subject a minor?” is yes"),
        ("!answer.minor", "the answer to “Is the subject a minor?” is no"),
        ('answer.squad == "north"', "the answer to “Which squad asks?” is North"),
        ('"risk" in answer.reasons', "the answers to “Why now?” include risk"),
        ('system.ownership != "commercial"', "the system is not commercial"),
        ('request.offense in ["arson"]', "the request is for arson"),
        ('!(request.offense in ["arson", "fraud"])', "the request is not for arson or fraud"),
        (
            'request.offense in ["arson", "fraud", "robbery"]',
            "the request is for arson, fraud, or robbery",
        ),
        ('request.legal_basis == "cause"', "the legal basis is probable cause"),
        ('request.legal_basis >= "cause"', "the legal basis is at least probable cause"),
        ('!(request.legal_basis >= "cause")', "the legal basis is below probable cause"),
        ('request.legal_basis > "cause"', "the legal basis is above probable cause"),
        ("system.rate >= 0.98", "the true positive rate is at least 0.98"),
        ("!(system.rate >= 0.98)", "the true positive rate is less than 0.98"),
        ("!(system.rate > 0.98)", "the true positive rate is at most 0.98"),
        ("!(system.rate <= 0.98)", "the true positive rate is more than 0.98"),
        ("!(system.rate < 0.98)", "the true positive rate is at least 0.98"),
        ("!(system.rate != 1)", "the true positive rate is 1"),
        ("requester.certificate_age == 0", "the age of the certificate is 0 days"),
        ("requester.certificate_age > 365", "the age of the certificate is more than 365 days"),
        ("requester.certificate_age == 1", "the age of the certificate is 1 day"),
        ("requester.certificate_age < 1.5", "the age of the certificate is less than 1.5 days"),
        ('request.date >= "2020-11-13"', "the date of the request is on or after Nov. 13, 2020"),
        ('!(request.date == "2020-11-13")', "the date of the request is not Nov. 13, 2020"),
        ('system.name == "LACRIS"', "the name of the system is “LACRIS”"),
        ('system.name == ""', "the name of the system is empty"),
        ('"open_source" in system.galleries', "the galleries of the system include web photos"),
        (
            '!("open_source" in system.galleries)',
            "the galleries of the system do not include web photos",
        ),
        (
            'system.galleries.all(g, g in ["booking", "driver_license"])',
            (
                "the galleries of the system include nothing other than booking photos or driver"
                " licenses"
            ),
        ),
        (
            '!(system.galleries.all(g, g in ["booking"]))',
            "the galleries of the system include something other than booking photos",
        ),
        ("true", "in every case"),
        ("!true", "in no case"),
    ],
)
def test_fact_reads_as_a_clause(text, words):
    assert english(text) == words


A, B, C = "answer.minor", "request.agency_is_outside", "requester.certificate_current"
MINOR = "the answer to “Is the subject a minor?” is yes"
OUTSIDE = "the request is for an outside agency"
CURRENT = "the requester has a current certificate"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'system.ownership == "commercial" && !(request.offense in ["homicide", "robbery"])',
            "the system is commercial and the request is not for homicide or robbery",
        ),
        (
            'request.offense in ["homicide", "robbery"] && system.ownership == "commercial"',
            "the request is for homicide or robbery, and the system is commercial",
        ),
        (
            f'{A} && request.offense in ["homicide", "robbery", "arson"]',
            f"{MINOR}, and the request is for homicide, robbery, or arson",
        ),
        (f"{A} && {B} && {C}", f"{MINOR}, {OUTSIDE}, and {CURRENT}"),
        (f"{A} && ({B} && {C})", f"{MINOR}, {OUTSIDE}, and {CURRENT}"),
        (f"{A} || {B} && {C}", f"{MINOR}, or both {OUTSIDE} and {CURRENT}"),
        (f"({A} || {B}) && {C}", f"either {MINOR} or {OUTSIDE}, and {CURRENT}"),
        (
            f"({A} || {B} || {C}) && {A}",
            f"either {MINOR}, {OUTSIDE}, or {CURRENT}; and {MINOR}",
        ),
        (
            f"{A} || {B} && ({A} || {B} && {C})",
            f"{MINOR} or ({OUTSIDE}; and either {MINOR}, or both {OUTSIDE} and {CURRENT})",
        ),
        (
            f"!({A} || {B} && {C})",
            (
                "the answer to “Is the subject a minor?” is no, and either the request is for this"
                " department or the requester has no current certificate"
            ),
        ),
    ],
)
def test_groups_read_without_ambiguity(text, words):
    assert english(text) == words


@given(
    strategies.conditions(VOCABULARY, texts=strategies.PLAIN_TEXTS),
    strategies.facts(VOCABULARY),
)
@settings(max_examples=times(6), deadline=None)
def test_sentence_can_be_read_in_one_way_which_answers_as_the_closure_does(condition, facts):
    sentence = as_english(condition, VOCABULARY)

    found = readings(sentence)

    assert len(found) == 1, sentence
    (tree,) = found
    answers = [compile_condition(one, VOCABULARY)(facts) for one in (condition, tree)]
    assert answers[0] == answers[1], sentence


def test_group_of_one_part_reads_as_the_part():
    alone = AnyOf((AllOf((IsYes(A),)),))

    assert as_english(alone, VOCABULARY) == MINOR


def test_phrase_without_a_place_for_the_value_is_refused():
    fact = Fact("a.b", Kind.CHOICE, "label", {"x": "X"}, yes="it is so", no="it is not {}")
    vocabulary = Vocabulary([fact])

    with pytest.raises(ValueError, match=r"The phrase “it is so” has no \{\} for the value\."):
        english('a.b == "x"', vocabulary)


def test_words_of_a_choice_are_not_taken_for_a_template():
    fact = Fact("a.b", Kind.CHOICE, "label", {"x": "100% {}"})

    assert english('a.b == "x"', Vocabulary([fact])) == "the label is 100% {}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a.offense in ["murder", "arson"]', "the offense is rape and murder, or arson"),
        (
            'a.offense in ["murder", "arson", "fraud"]',
            "the offense is rape and murder, arson, or fraud",
        ),
        ('a.offense in ["theft", "arson"]', "the offense is theft, petty; or arson"),
        ('a.offense == "theft" || answer.minor', f"the offense is theft, petty; or {MINOR}"),
        (
            'answer.minor && a.offense == "murder" && answer.minor',
            f"{MINOR}; the offense is rape and murder; and {MINOR}",
        ),
    ],
)
def test_words_that_hold_commas_or_conjunctions_are_set_apart_by_stronger_marks(text, words):
    choices = {"murder": "rape and murder", "theft": "theft, petty"} | {
        word: word for word in ("arson", "fraud")
    }
    offense = Fact("a.offense", Kind.CHOICE, "offense", choices)

    assert english(text, Vocabulary([offense, VOCABULARY["answer.minor"]])) == words
