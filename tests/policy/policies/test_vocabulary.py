from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from policy.language.facts import Kind
from policy.personnel.choices import Grade
from policy.policies.choices import Gate, LegalBasis, Media, QuestionType
from policy.policies.vocabulary import VOCABULARY
from policy.systems.choices import Ownership, SystemStatus

FIRST_WORDS = {
    "system.name": Kind.TEXT,
    "system.vendor": Kind.TEXT,
    "system.ownership": Kind.CHOICE,
    "system.status": Kind.CHOICE,
    "system.galleries": Kind.SET,
    "system.algorithm": Kind.TEXT,
    "system.true_positive_rate": Kind.NUMBER,
    "request.agency_is_outside": Kind.YES_NO,
    "request.case_number_present": Kind.YES_NO,
    "request.justification_present": Kind.YES_NO,
    "request.offense": Kind.CHOICE,
    "request.offense_is_attempt": Kind.YES_NO,
    "request.purpose": Kind.CHOICE,
    "request.subject_role": Kind.CHOICE,
    "request.legal_basis": Kind.ORDERED,
    "request.media": Kind.CHOICE,
    "request.image_source": Kind.CHOICE,
    "request.exigent": Kind.YES_NO,
    "requester.certificate_current": Kind.YES_NO,
    "requester.certificate_issuer": Kind.CHOICE,
    "requester.acknowledged": Kind.YES_NO,
    "requester.rank": Kind.ORDERED,
    "requester.sworn": Kind.YES_NO,
    "approver.is_requester": Kind.YES_NO,
    "approver.in_chain": Kind.YES_NO,
    "approver.rank": Kind.ORDERED,
    "operator.is_requester": Kind.YES_NO,
    "operator.certificate_current": Kind.YES_NO,
    "operator.certificate_issuer": Kind.CHOICE,
    "review.examiners": Kind.NUMBER,
    "review.agree": Kind.YES_NO,
    "evidence.independent": Kind.YES_NO,
}

WORDS_FOR_POLICIES_NOT_YET_SEEN = {
    "a notice to the community": "request.public_notice_given",
    "juveniles": "request.subject_age",
    "protests": "request.place",
    "health facilities": "request.place",
    "immigration status": "request.immigration_status_involved",
    "quality of the image": "request.image_quality",
    "size of the face": "request.eye_distance",
    "edits of the image": "request.image_changes",
    "length of the list of candidates": "request.candidates_wanted",
    "threshold of the score": "request.score_wanted",
    "score of a match": "result.highest_score",
    "hours of the day": "request.hour",
    "jurisdiction": "request.in_jurisdiction",
    "favors from neighbors": "request.run_by_outside_agency",
    "terms of a contract": "system.contract_terms",
    "where data are kept": "system.data_location",
    "settings that let others in": "system.outside_access",
    "opt-out lists": "request.subject_opted_out",
    "devices": "request.device",
    "shared accounts": "request.account",
    "translators": "request.translation_unchecked",
    "release to the media": "release.recipient",
    "release to immigration agencies": "release.agency_kind",
    "time to the trial": "act.days_to_trial",
    "erasure": "record.erasure_asked",
}


def test_first_words_keep_their_names_and_kinds():
    kinds = {name: VOCABULARY[name].kind for name in FIRST_WORDS}

    assert kinds == FIRST_WORDS


@pytest.mark.parametrize("subject", WORDS_FOR_POLICIES_NOT_YET_SEEN)
def test_there_are_words_for_what_other_policies_regulate(subject):
    assert WORDS_FOR_POLICIES_NOT_YET_SEEN[subject] in VOCABULARY


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("system.ownership", ["department", "government", "commercial"]),
        ("system.status", ["allowed", "prohibited", "retired"]),
        ("request.media", ["still", "video_frame", "live", "sketch", "composite"]),
        (
            "request.legal_basis",
            ["none", "reasonable_suspicion", "probable_cause", "court_order", "warrant"],
        ),
        ("requester.rank", Grade.values),
        ("approver.rank", Grade.values),
    ],
)
def test_choices_come_in_their_order(name, codes):
    assert list(VOCABULARY[name].choices) == codes


def test_choices_are_those_that_people_and_systems_have():
    assert list(VOCABULARY["system.ownership"].choices) == Ownership.values
    assert list(VOCABULARY["system.status"].choices) == SystemStatus.values
    assert list(VOCABULARY["request.legal_basis"].choices) == LegalBasis.values
    assert list(VOCABULARY["request.media"].choices) == Media.values


def test_types_of_questions_are_the_kinds_of_facts_and_the_attestation():
    assert QuestionType.values == [*(kind.value for kind in Kind), "attestation"]


@pytest.mark.parametrize("name", list(VOCABULARY))
def test_every_fact_has_its_words_and_its_gate(name):
    fact = VOCABULARY[name]

    words = [fact.label, *fact.choices.values()]
    if fact.kind is Kind.YES_NO:
        words += [fact.yes, fact.no]

    assert all(str(word).strip() and word is not None for word in words)
    assert fact.known_from in Gate.values


def test_facts_of_a_person_are_known_from_the_gate_where_they_appear():
    gates = {name.partition(".")[0]: str(fact.known_from) for name, fact in VOCABULARY.items()}

    assert gates == {
        "system": "submit",
        "request": "submit",
        "requester": "submit",
        "approver": "approve",
        "operator": "run",
        "approval": "run",
        "result": "release",
        "review": "release",
        "release": "release",
        "act": "act",
        "evidence": "act",
        "record": "keep",
    }


def test_reference_page_is_current():
    output = StringIO()

    call_command("vocabulary", markdown=True, stdout=output)

    page = Path(settings.BASE_DIR, "docs", "vocabulary.md").read_text(encoding="utf-8")
    assert page == output.getvalue()
