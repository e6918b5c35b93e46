"""Whoever tells of themselves inside a window is treated by the outcome that it declared."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audits.findings.choices import Kind, Outcome, State
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Disclosure, Finding
from audits.findings.pseudonyms import pseudonym, unseal
from policy.personnel.choices import Role
from policy.personnel.models import Notice
from tests.audits.findings.cases import (
    AT,
    DAY,
    SERVICE,
    Cast,
    finding_in,
    gather,
    open_window,
    tell,
)
from tests.factories.findings import found, heard
from tests.factories.personnel import AccountFactory
from tests.harness.threads import at_once


def test_disclosure_inside_a_window_closes_what_was_found(cast: Cast):
    opened = found(cast.subject.member)
    window = open_window(cast)

    told = tell(cast, at=AT + DAY)

    opened.refresh_from_db()
    assert (opened.state, opened.disclosure, opened.outcome, opened.closed_by) == (
        State.DISCLOSED,
        told,
        Outcome.RETRAINING,
        None,
    )
    assert (told.window, told.subject.code) == (window, pseudonym("77123"))
    assert unseal(told.sealed) == "A trial account."


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": Kind.LAUNDERING}, "another kind"),
        ({"place": "Another Service"}, "another service"),
        ({"place": ""}, "no service"),
        ({"happened": (AT + 5 * DAY, AT + 6 * DAY)}, "after the disclosure"),
    ],
)
def test_disclosure_does_not_close_what_it_is_not_about(more: dict, why: str, cast: Cast):
    finding = found(cast.subject.member, **more)
    of_another = found(AccountFactory().person)
    open_window(cast)

    tell(cast, at=AT + DAY)

    for other in (finding, of_another):
        other.refresh_from_db()
        assert other.state == State.OPEN, why


def test_right_of_reply_ends_with_a_disclosure(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)
    open_window(cast)

    tell(cast, at=AT + DAY)

    finding.refresh_from_db()
    assert finding.state == State.DISCLOSED


def test_what_is_found_later_of_the_time_before_is_closed_at_once(cast: Cast):
    open_window(cast)
    told = tell(cast, at=AT + DAY)

    late = AT + 200 * DAY
    before = found(cast.subject.member, at=late, happened=(AT - DAY, AT), cause="before")
    after = found(cast.subject.member, at=late, happened=(AT, AT + 2 * DAY), cause="after")

    assert (before.state, before.disclosure) == (State.DISCLOSED, told)
    assert (after.state, after.disclosure) == (State.OPEN, None)


@pytest.mark.parametrize("days", [-1, 30, 300])
def test_outside_of_its_window_a_disclosure_is_accepted_and_closes_nothing(days: int, cast: Cast):
    finding = found(cast.subject.member)
    open_window(cast, at=AT)

    told = tell(cast, at=AT + days * DAY)

    finding.refresh_from_db()
    assert (told.window, told.outcome, finding.state) == (None, "", State.OPEN)


def test_window_of_other_services_takes_no_disclosure(cast: Cast):
    open_window(cast, services=["Another Service"])

    assert tell(cast, at=AT + DAY).window is None
    assert tell(cast, at=AT + DAY, service="another service").window is not None


def test_repeat_leads_to_the_graver_outcome(cast: Cast):
    open_window(cast)
    first, same_window = tell(cast, at=AT + DAY), tell(cast, at=AT + 2 * DAY)
    open_window(cast, at=AT + 400 * DAY)

    repeat = tell(cast, at=AT + 401 * DAY)

    outcomes = [told.outcome for told in (first, same_window, repeat)]
    assert outcomes == [Outcome.RETRAINING, Outcome.RETRAINING, Outcome.REFERRED]


def test_who_was_found_out_before_is_a_repeat(cast: Cast):
    finding_in(State.SUSTAINED, cast)
    open_window(cast, at=AT + DAY)

    assert tell(cast, at=AT + 2 * DAY).outcome == Outcome.REFERRED


def test_account_of_nobody_tells_nothing(cast: Cast):
    with pytest.raises(PermissionDenied):
        tell(cast, at=AT, by=AccountFactory(person=None))


@pytest.mark.django_db(transaction=True)
def test_disclosure_and_finding_at_the_same_moment_do_not_miss_each_other():
    cast = gather()
    found(cast.subject.member, kind=Kind.NO_TRACE)
    open_window(cast)
    at = AT + timedelta(hours=1)
    begun, told = Event(), Event()

    def find_slowly() -> Finding:
        with transaction.atomic():
            finding = found(cast.subject.member, at=at, happened=(AT - DAY, AT))
            begun.set()
            # It is told meanwhile, unless telling waits for the end of this.
            told.wait(timeout=1)
        return finding

    def tell_meanwhile() -> Disclosure:
        begun.wait(timeout=10)
        disclosure = tell(cast, at=at)
        told.set()
        return disclosure

    answers = at_once(find_slowly, tell_meanwhile)

    assert [type(answer) for answer in answers] == [Finding, Disclosure]
    answers[0].refresh_from_db()
    assert answers[0].state == State.DISCLOSED


def test_services_are_told_apart_by_name_whatever_the_letters(cast: Cast):
    finding = found(cast.subject.member, place=SERVICE.upper())
    open_window(cast)

    tell(cast, at=AT + DAY, service=SERVICE.lower())

    finding.refresh_from_db()
    assert finding.state == State.DISCLOSED


def test_disclosure_of_less_than_was_found_closes_nothing_and_says_so(cast: Cast):
    """What it closed before counts with what is found later."""
    open_window(cast)
    small = found(cast.subject.member, evidence=[EvidenceOf("12 searches", times=12)])
    tell(cast, at=AT + DAY, times=17)
    more = found(cast.subject.member, cause="other", evidence=[EvidenceOf("2 more", times=2)])

    late = found(cast.subject.member, cause="third", evidence=[EvidenceOf("4 more", times=4)])

    assert [Finding.objects.get(pk=one.pk).state for one in (small, more, late)] == [
        State.DISCLOSED,
        State.DISCLOSED,
        State.OPEN,
    ]
    assert late.evidence.filter(words__contains="fewer searches (17)").count() == 1


def test_window_is_none_for_whoever_declared_it(cast: Cast):
    finding = found(cast.officer.member)
    open_window(cast)

    told = tell(cast, at=AT + DAY, by=cast.officer)

    finding.refresh_from_db()
    assert (told.window, finding.state) == (None, State.OPEN)


def test_window_is_open_for_a_week_at_least_and_told_to_oversight(cast: Cast):
    with pytest.raises(IntegrityError, match="for_a_while"), transaction.atomic():
        open_window(cast, closes_at=AT + 6 * DAY)

    window = open_window(cast, closes_at=AT + 7 * DAY)

    (notice,) = Notice.objects.filter(role=Role.OVERSIGHT, text__contains="disclosure window")
    assert str(window) in notice.text
