"""A finding begins once per cause, by its rule, and names nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audits.findings.actions import (
    add_evidence,
    close_what_is_over,
    file_finding,
    give_reply,
    reply,
    review,
)
from audits.findings.choices import OF_CONDUCT, Kind, Severity, Source, State
from audits.findings.errors import NamesSomebody
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Evidence, Finding, HandlingRule, OfficeNotice, Subject
from audits.findings.pseudonyms import pseudonym, unseal
from audits.findings.seeding import enter_shipped
from policy.personnel.models import Notice
from tests.audits.findings.cases import AT, DAY, Cast, dispose, finding_in
from tests.factories.findings import found
from tests.factories.personnel import PersonFactory
from tests.harness.threads import at_once

LINE = EvidenceOf(words="17 requests.", link="/requests/5/", private="10.4.7.9 sam", at=AT)


def test_finding_has_pseudonym_severity_and_deadline_by_its_rule(cast: Cast):
    finding = found(cast.subject.member, happened=(AT - DAY, AT))

    assert finding.subject.code == pseudonym("77123")
    assert unseal(finding.subject.sealed) == "77123"
    assert (finding.severity, finding.earlier) == (Severity.HIGH, 0)
    assert (finding.review_due, finding.state) == (AT + 14 * DAY, State.OPEN)
    assert (finding.happened_from, finding.happened_until) == (AT - DAY, AT)


def test_same_cause_is_the_same_finding_and_brings_only_new_evidence(cast: Cast):
    person = cast.subject.member
    first = found(person, evidence=[LINE])

    again = found(person, evidence=[LINE, EvidenceOf(words="3 more requests.")])

    assert again == first
    assert list(first.evidence.values_list("words", flat=True)) == [
        "17 requests.",
        "3 more requests.",
    ]


@pytest.mark.parametrize("state", [State.SUSTAINED, State.EXPLAINED, State.DISCLOSED])
def test_what_was_judged_is_not_found_again(state: State, cast: Cast):
    finding = finding_in(state, cast)

    assert found(cast.subject.member, evidence=[LINE]) == finding
    assert (Finding.objects.count(), Evidence.objects.count()) == (1, 0)


def test_what_was_over_by_itself_is_found_again(cast: Cast):
    finding = finding_in(State.OVER, cast)

    assert found(cast.subject.member) != finding


def test_clock_does_not_end_what_somebody_has_the_right_to_reply_to(cast: Cast):
    finding = finding_in(State.RIGHT_OF_REPLY, cast)

    close_what_is_over(kind=Kind.OUTSIDE_SERVICE, still=[], at=AT)

    finding.refresh_from_db()
    assert finding.state == State.RIGHT_OF_REPLY


def test_clock_leaves_what_is_still_there(cast: Cast):
    finding = found(None, cause="run 17")

    close_what_is_over(kind=Kind.OUTSIDE_SERVICE, still=["run 17"], at=AT)

    finding.refresh_from_db()
    assert finding.state == State.OPEN


def test_link_is_sealed_where_it_may_name_somebody_and_private_details_always(cast: Cast):
    about, nobody = found(cast.subject.member, evidence=[LINE]), found(None, evidence=[LINE])

    masked, plain = about.evidence.get(), nobody.evidence.get()
    assert (masked.link, unseal(masked.sealed_link)) == ("", "/requests/5/")
    assert (plain.link, plain.sealed_link) == ("/requests/5/", None)
    assert unseal(masked.sealed) == unseal(plain.sealed) == "10.4.7.9 sam"


@pytest.mark.parametrize("words", ["by 77123", "by SAM QUILL", "77123@police.example"])
@pytest.mark.parametrize("where", ["what", "place", "evidence"])
def test_finding_that_would_name_its_subject_is_refused(words: str, where: str, cast: Cast):
    told = {where: [EvidenceOf(words=words)] if where == "evidence" else words}

    with pytest.raises(NamesSomebody):
        found(cast.subject.member, **told)
    with pytest.raises(NamesSomebody):
        add_evidence(finding=found(cast.subject.member), evidence=[EvidenceOf(words=words)], at=AT)


def test_number_that_merely_contains_the_serial_number_names_nobody(cast: Cast):
    assert found(cast.subject.member, what="771234 requests.").what == "771234 requests."


def test_violations_of_the_same_person_raise_the_severity_across_years(cast: Cast):
    years = [AT + timedelta(days=400) * number for number in range(3)]
    grave, counted = [], []

    for at in years:
        finding = found(cast.subject.member, at=at, kind=Kind.LAPSED_CERTIFICATE)
        grave.append(finding.severity)
        counted.append(finding.earlier)
        review(finding=finding, by=cast.auditor, at=at)
        give_reply(finding=finding, by=cast.auditor, at=at)
        reply(finding=finding, words="Yes.", is_last=True, by=cast.subject, at=at)
        dispose(finding, State.SUSTAINED, by=cast.auditor, at=at)

    assert grave == [Severity.MODERATE, Severity.HIGH, Severity.CRITICAL]
    assert counted == [0, 1, 2]
    assert found(PersonFactory(), at=years[2], kind=Kind.LAPSED_CERTIFICATE).earlier == 0


def test_what_was_explained_is_no_earlier_violation(cast: Cast):
    finding_in(State.EXPLAINED, cast)

    assert found(cast.subject.member, at=AT + DAY).earlier == 0


def test_offices_are_told_by_the_rule_in_gatehouse_or_by_hand(cast: Cast):
    finding = found(cast.subject.member, kind=Kind.LAUNDERING)

    told = OfficeNotice.objects.filter(finding=finding)
    assert sorted(told.values_list("office__name", "due_at", "told_at")) == [
        ("Internal affairs", AT + 3 * DAY, None),
        ("Oversight", AT + 3 * DAY, AT),
        ("Policy office", AT + DAY, AT),
    ]
    notices = Notice.objects.order_by("role").values_list("role", "text", "link")
    everything = reverse("findings:list")
    assert list(notices) == [
        ("auditor", "New findings: network logs.", everything),
        ("oversight", "New findings: network logs.", everything),
        ("policy_officer", "New findings: network logs.", ""),
    ]


def test_count_that_happens_to_be_a_serial_number_names_nobody(db: None):
    person = PersonFactory(serial_number="12")
    counted = EvidenceOf("12 searches, from then on", times=12, counts=True)

    finding = found(person, what="It was reached: 12 searches.", counts=True, evidence=[counted])

    assert (finding.searches, finding.evidence.count()) == (12, 1)
    with pytest.raises(NamesSomebody):
        found(person, cause="other", evidence=[EvidenceOf("Number 12 did it.")])
    with pytest.raises(NamesSomebody):
        found(person, cause="third", place="the machine of 12")


def test_what_is_found_at_once_is_told_at_once(cast: Cast):
    for cause in ("one", "another"):
        found(cast.subject.member, cause=cause)
    found(cast.subject.member, cause="a third", at=AT + DAY)
    filed = found(None, source=Source.VERIFICATION)

    told = Notice.objects.filter(role="auditor").order_by("created_at", "pk")
    assert [notice.text for notice in told] == [
        "New findings: network logs.",
        str(filed),
        "New findings: network logs.",
    ]


def test_rules_that_ship_are_one_for_each_kind_and_entered_once(db: None):
    before = list(HandlingRule.objects.values_list("kind", "number"))

    enter_shipped()

    assert sorted(before) == sorted((kind, 1) for kind in Kind)
    assert list(HandlingRule.objects.values_list("kind", "number")) == before


def test_auditor_files_a_finding_that_is_theirs_to_find_and_not_to_judge(cast: Cast):
    finding = file_finding(
        kind=Kind.VAGUE_REASONS,
        what="Forty reasons of three letters.",
        place="",
        subject=cast.subject.member,
        evidence="A count of the year.",
        private="",
        by=cast.auditor,
        at=AT,
    )

    assert (finding.source, finding.found_by) == (Source.PERSON, cast.auditor)
    assert finding.evidence.get().added_by == cast.auditor
    told = Notice.objects.get(key=f"finding {finding.pk} filed")
    assert (told.role, "whom they named" in told.text) == ("oversight", True)


def test_every_kind_of_conduct_can_be_opened(db: None):
    kinds = {found(None, kind=kind, cause=kind).kind for kind in OF_CONDUCT}

    assert kinds == set(OF_CONDUCT)


@pytest.mark.django_db(transaction=True)
def test_two_who_come_upon_the_same_open_one_finding_of_one_subject():
    person = PersonFactory()

    first, second = at_once(*[lambda: found(person, evidence=[LINE])] * 2)

    assert first == second
    assert (Finding.objects.count(), Subject.objects.count(), Evidence.objects.count()) == (1, 1, 1)
