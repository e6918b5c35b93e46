"""A finding about nobody known becomes one about somebody, once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from audits.findings.actions import attribute, review
from audits.findings.choices import Action, Severity, Source, State
from audits.findings.errors import NamesSomebody
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Finding
from audits.findings.permissions import is_about, mark_of
from audits.findings.pseudonyms import unseal
from policy.personnel.choices import Role
from policy.personnel.models import Notice
from tests.audits.findings.cases import AT, Cast, after_hearing, dispose, open_window, tell
from tests.factories.findings import found
from tests.harness.pages import soup, words

TOLD = {"words": "The sign-in sheet of the machine.", "private": "Sheet of 2 March, line 4."}


@pytest.fixture
def of_nobody(cast: Cast) -> Finding:
    return review(finding=found(None), by=cast.auditor, at=AT)


def attributed(finding: Finding, cast: Cast, **more: object) -> Finding:
    told = {"person": cast.subject.member, "by": cast.auditor, "at": AT, **TOLD, **more}
    return attribute(finding=finding, **told)


def test_finding_is_about_them_from_then_on(of_nobody: Finding, cast: Cast):
    earlier = dispose(after_hearing(cast), State.SUSTAINED, by=cast.auditor)

    finding = attributed(of_nobody, cast)

    assert (finding.subject, finding.earlier, finding.severity) == (
        earlier.subject,
        1,
        Severity.CRITICAL,
    )
    assert (is_about(finding, cast.subject), is_about(finding, cast.auditor)) == (True, False)
    assert [unseal(piece.sealed) for piece in finding.evidence.all()] == [TOLD["private"]]
    told = Notice.objects.get(role=Role.OVERSIGHT, text__contains="said whom finding")
    assert told.link == finding.get_absolute_url()


def test_who_says_so_does_not_decide_and_says_it_once(of_nobody: Finding, cast: Cast):
    finding = attributed(of_nobody, cast)

    with pytest.raises(PermissionDenied, match="You brought the evidence"):
        dispose(finding, State.NOT_SUSTAINED, by=cast.auditor)
    with pytest.raises(PermissionDenied, match="known already"):
        attributed(finding, cast, person=cast.other.member)


def test_what_every_reader_sees_does_not_name_them(of_nobody: Finding, cast: Cast):
    with pytest.raises(NamesSomebody):
        attributed(of_nobody, cast, words="Sam Quill sat there.")

    of_nobody.refresh_from_db()
    assert (of_nobody.subject, of_nobody.evidence.count()) == (None, 0)


def test_what_they_told_of_themselves_before_closes_it(of_nobody: Finding, cast: Cast):
    open_window(cast)
    tell(cast, at=AT)

    assert attributed(of_nobody, cast).state == State.DISCLOSED


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"source": Source.PATTERN}, "nobody in particular"),
        ({"evidence": [EvidenceOf("A run.", link="/searches/1/")]}, "file another finding"),
    ],
)
def test_some_are_about_nobody_in_particular(more: dict, why: str, cast: Cast):
    finding = review(finding=found(None, **more), by=cast.auditor, at=AT)

    with pytest.raises(PermissionDenied, match=why):
        attributed(finding, cast)


def test_database_takes_no_subject_without_the_step_and_no_second_one(
    of_nobody: Finding, cast: Cast
):
    other = found(cast.officer.member)
    about = {"subject": other.subject, "mark": "0" * 32, "severity": Severity.CRITICAL}
    with pytest.raises(IntegrityError, match="stays as it was found"), transaction.atomic():
        Finding.objects.filter(pk=of_nobody.pk).update(**about)

    finding = attributed(of_nobody, cast)
    with pytest.raises(IntegrityError, match="stays as it was found"), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**about)
    with pytest.raises(IntegrityError, match="is said once"), transaction.atomic():
        finding.steps.create(
            action=Action.ATTRIBUTE,
            before=State.UNDER_REVIEW,
            after=State.UNDER_REVIEW,
            at=AT,
            by=cast.auditor,
            by_mark=mark_of(cast.auditor, finding),
        )


def test_page_asks_who_it_is_and_keeps_what_was_typed(client, of_nobody: Finding, cast: Cast):
    client.force_login(cast.auditor)
    address = reverse("findings:attribute", args=[of_nobody.pk])
    assert soup(client.get(of_nobody.get_absolute_url())).find("a", href=address)

    typed = {"person": "77123", "words": "Sam Quill sat there.", "private": "A sheet."}
    refused = soup(client.post(address, typed))
    stranger = soup(client.post(address, {**typed, "person": "1"}))
    done = client.post(address, {**typed, "words": "A sheet."}, follow=True)

    assert "names the person" in words(refused.main)
    assert refused.find("textarea", {"name": "words"}).text.strip() == typed["words"]
    assert "Nobody has the serial number 1." in words(stranger.main)
    page = soup(done)
    of_nobody.refresh_from_db()
    assert of_nobody.subject.code in words(page.main)
    assert page.find("a", href=address) is None
