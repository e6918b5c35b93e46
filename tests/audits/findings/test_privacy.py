"""A copy of the database names nobody, and neither does any page but the one that is granted."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from audits.findings.actions import (
    ask_for_name,
    decide_on_name,
    read_unmasking,
    reply,
    tell_the_unmasked,
)
from audits.findings.choices import Basis, State
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Finding, Unmasking
from audits.trail.acting import acting_as
from audits.trail.recording.web import acting_in
from policy.personnel.models import Account
from tests.audits.findings.cases import AT, DAY, Cast, dispose, open_window, tell
from tests.factories.findings import heard

WHY = "Case 26-0042 of internal affairs: to interview the person."
PRIVATE = "10.4.7.9 - sam.quill [02/Mar/2026] POST /search"


def handled(cast: Cast, as_in_the_web: Any) -> Finding:
    """A finding with everything: evidence, hearing, reply, unmasking, telling, disclosure."""
    evidence = [EvidenceOf(words="17 requests to it.", link="/requests/5/", private=PRIVATE)]
    finding = heard(cast.subject.member, by=cast.auditor, evidence=evidence)
    asked = ask_for_name(
        finding=finding, basis=Basis.INVESTIGATION, words=WHY, by=cast.auditor, at=AT
    )
    decide_on_name(unmasking=asked, granted=True, reason="Needed.", by=cast.oversight, at=AT)
    with as_in_the_web(cast.subject):
        words = "I am Sam Quill, 77123."
        finding = reply(finding=finding, words=words, is_last=True, by=cast.subject, at=AT)
    dispose(finding, State.SUSTAINED, by=cast.auditor)
    tell_the_unmasked(at=AT + 60 * DAY)
    with as_in_the_web(cast.subject):
        read_unmasking(unmasking=asked, by=cast.subject, at=AT + 61 * DAY)
    open_window(cast, at=AT + 62 * DAY)
    with as_in_the_web(cast.subject):
        tell(cast, at=AT + 63 * DAY, reason="Sam Quill, 77123, was curious.")
    return finding


@pytest.fixture
def as_in_the_web(rf):
    def acting(account: Account):
        return acting_as(acting_in(rf.get("/findings/about-you/"), account))

    return acting


def _rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")  # noqa: S608
        return [text for (text,) in cursor.fetchall()]


def _told() -> list[str]:
    """What the trail holds, as text: its entries are bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(entry, 'UTF8') || coalesce(convert_from(content, 'UTF8'), '')"
            " FROM trail_entry ORDER BY id"
        )
        return [text for (text,) in cursor.fetchall()]


def test_copy_of_the_database_names_nobody(cast: Cast, as_in_the_web):
    person = cast.subject.member
    before = len(_told())

    handled(cast, as_in_the_web)

    tables = [model._meta.db_table for model in apps.get_app_config("findings").get_models()]
    kept = [text for table in tables for text in _rows(table)] + _rows("personnel_notice")
    told = [text for text in _told()[before:] if '"kind":"changes.' not in text]
    assert len(kept) > 20
    assert len(told) > 20
    for secret in (person.serial_number, "Quill", "sam.quill", person.email, "10.4.7.9", "curious"):
        assert [text for text in kept + told if secret in text] == []
    account = f'"account":"{cast.subject.pk}"'
    assert [text for text in told if account in text] == []


def test_the_person_acts_in_the_trail_as_their_pseudonym(cast: Cast, as_in_the_web):
    finding = handled(cast, as_in_the_web)

    replies = [text for text in _told() if '"kind":"findings.Reply"' in text]
    assert len(replies) == 1
    assert f'"actor":"{finding.subject.code}"' in replies[0]
    assert '"sealed":"sha256:' in replies[0]
    assert '"address":"127.0.0.1"' not in replies[0]


def test_no_page_names_the_person_but_the_one_that_was_granted(client, cast: Cast, as_in_the_web):
    evidence = [EvidenceOf(words="17 requests to it.", private=PRIVATE)]
    finding = heard(cast.subject.member, by=cast.auditor, evidence=evidence)
    asked = ask_for_name(finding=finding, basis=Basis.COURT, words=WHY, by=cast.auditor, at=AT)
    pages = [
        reverse("findings:list"),
        finding.get_absolute_url(),
        reverse("findings:ask", args=[finding.pk]),
        reverse("findings:decide", args=[finding.pk, asked.pk]),
        reverse("findings:name", args=[finding.pk, asked.pk]),
        reverse("trail:list"),
    ]

    for account in (cast.auditor, cast.other, cast.oversight):
        client.force_login(account)
        for address in pages:
            text = client.get(address).content.decode()
            assert [name for name in ("Quill", "77123", "10.4.7.9") if name in text] == []


def test_granted_name_is_shown_to_whoever_asked_alone_and_until_it_ends(
    client, cast: Cast, time_machine
):
    time_machine.move_to(AT)
    evidence = [EvidenceOf(words="17 requests to it.", link="/requests/5/", private=PRIVATE)]
    finding = heard(cast.subject.member, by=cast.auditor, evidence=evidence)
    asked = ask_for_name(finding=finding, basis=Basis.COURT, words=WHY, by=cast.auditor, at=AT)
    decide_on_name(unmasking=asked, granted=True, reason="Needed.", by=cast.other, at=AT)
    address = reverse("findings:name", args=[finding.pk, asked.pk])

    def shown_to(account: Account) -> tuple[int, bool]:
        client.force_login(account)
        answer = client.get(address)
        text = answer.content.decode()
        return answer.status_code, "Sam Quill (77123)" in text and "10.4.7.9" in text

    assert shown_to(cast.auditor) == (200, True)
    assert shown_to(cast.other) == (403, False)
    assert shown_to(cast.oversight) == (403, False)
    client.force_login(cast.auditor)
    assert "Quill" not in client.get(finding.get_absolute_url()).content.decode()
    time_machine.move_to(AT + timedelta(hours=72, seconds=1))
    assert shown_to(cast.auditor) == (403, False)


def test_each_look_at_a_name_is_an_entry_that_does_not_name_the_person(
    client, cast: Cast, time_machine
):
    time_machine.move_to(AT)
    finding = heard(cast.subject.member, by=cast.auditor)
    asked = ask_for_name(finding=finding, basis=Basis.COURT, words=WHY, by=cast.auditor, at=AT)
    decide_on_name(unmasking=asked, granted=True, reason="Needed.", by=cast.other, at=AT)
    client.force_login(cast.auditor)

    for _ in range(3):
        client.get(reverse("findings:name", args=[finding.pk, asked.pk]))

    kind = '"kind":"findings.Unmasking"'
    looks = [text for text in _told() if kind in text and '"verb":"viewed"' in text]
    assert len(looks) == 3
    assert [text for text in looks if f'"account":"{cast.auditor.pk}"' not in text] == []
    assert [text for text in looks if '"person":null' not in text] == []
    assert Unmasking.objects.count() == 1


def test_own_pages_are_not_told_to_the_trail_whatever_becomes_of_them(client, cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)
    client.force_login(cast.subject)
    before = len(_told())

    client.get(reverse("findings:mine"))
    client.get(finding.get_own_url())
    client.get(reverse("findings:own", args=["nothing"]))
    client.post(finding.get_own_url(), {"words": ""})

    assert len(_told()) == before
