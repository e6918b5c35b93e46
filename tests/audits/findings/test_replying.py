"""Whoever a finding is about is heard before anything is decided."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audits.findings.actions import end_hearings, give_reply, reply, review, take_down_reply
from audits.findings.choices import Action, State
from audits.findings.errors import Conflict
from audits.findings.permissions import mark_of
from audits.findings.pseudonyms import unseal
from audits.findings.queries import about, waits_for
from audits.findings.tasks import keep_deadlines
from policy.personnel.models import Notice
from tests.audits.findings.cases import AT, DAY, Cast, dispose
from tests.factories.findings import found, heard
from tests.factories.personnel import PersonFactory

DUE = AT + 30 * DAY


def test_person_replies_more_than_once_and_then_ends_their_time(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)

    for words, is_last in (("First.", False), ("Second.", True)):
        finding = reply(finding=finding, words=words, is_last=is_last, by=cast.subject, at=AT + DAY)

    assert [unseal(given.sealed) for given in finding.replies.all()] == ["First.", "Second."]
    assert finding.state == State.UNDER_REVIEW
    told = Notice.objects.filter(account=cast.auditor, text__startswith="A reply was given")
    assert told.count() == 2


def test_time_for_a_reply_ends_by_the_clock_once(cast: Cast, time_machine):
    finding = heard(cast.subject.member, by=cast.auditor)

    end_hearings(at=DUE - timedelta(seconds=1))
    finding.refresh_from_db()
    assert finding.state == State.RIGHT_OF_REPLY
    time_machine.move_to(DUE, tick=False)
    keep_deadlines(timestamp=0)
    keep_deadlines(timestamp=0)

    finding.refresh_from_db()
    assert (finding.state, finding.steps.count()) == (State.UNDER_REVIEW, 3)
    assert Notice.objects.filter(account=cast.auditor, text__contains="time for a reply").count()


def test_reply_after_its_time_is_refused_even_before_the_clock_says_so(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)

    with pytest.raises(PermissionDenied, match="is over"):
        reply(finding=finding, words="Late.", is_last=False, by=cast.subject, at=DUE)


def test_nothing_is_decided_while_the_person_can_reply(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)

    with pytest.raises(Conflict, match="right of reply"):
        dispose(finding, State.EXPLAINED, by=cast.auditor)


def test_person_reads_nothing_before_they_are_heard_and_what_became_of_it_after(cast: Cast):
    found(cast.subject.member, cause="another")
    assert (list(about(cast.subject)), waits_for(cast.subject, AT)) == ([], False)

    finding = heard(cast.subject.member, by=cast.auditor)
    assert (list(about(cast.subject)), waits_for(cast.subject, AT)) == ([finding], True)
    assert not waits_for(cast.subject, DUE)

    reply(finding=finding, words="No.", is_last=True, by=cast.subject, at=AT)
    dispose(finding, State.NOT_SUSTAINED, by=cast.auditor)
    assert (list(about(cast.subject)), waits_for(cast.subject, AT)) == ([finding], False)


def test_person_without_an_account_is_told_of_the_hearing_by_hand(cast: Cast):
    finding = review(finding=found(PersonFactory()), by=cast.auditor, at=AT)

    with pytest.raises(PermissionDenied, match="tell them by hand"):
        give_reply(finding=finding, how=" ", by=cast.auditor, at=AT)
    given = give_reply(finding=finding, how="By letter.", by=cast.auditor, at=AT)

    assert (given.state, given.steps.last().reason) == (State.RIGHT_OF_REPLY, "By letter.")


def test_reply_of_somebody_without_an_account_is_taken_down(cast: Cast):
    finding = review(finding=found(PersonFactory()), by=cast.auditor, at=AT)
    finding = give_reply(finding=finding, how="By letter.", by=cast.auditor, at=AT)

    for words, is_last in (("First.", False), ("Second.", True)):
        finding = take_down_reply(
            finding=finding, words=words, how="By mail.", is_last=is_last, by=cast.auditor, at=AT
        )

    assert [unseal(given.sealed) for given in finding.replies.all()] == ["First.", "Second."]
    taken = finding.steps.last()
    assert (taken.action, taken.by, taken.reason) == (Action.TAKE_DOWN, cast.auditor, "By mail.")
    assert dispose(finding, State.SUSTAINED, by=cast.auditor).state == State.SUSTAINED


def test_nobody_replies_for_somebody_with_an_account_or_too_late(cast: Cast):
    told = {"words": "I did it.", "how": "By mail.", "is_last": True, "by": cast.auditor}
    finding = heard(cast.subject.member, by=cast.auditor)
    with pytest.raises(PermissionDenied, match="replies on their own page"):
        take_down_reply(finding=finding, at=AT, **told)

    cast.subject.is_active = False
    cast.subject.save()
    with pytest.raises(PermissionDenied, match="is over"):
        take_down_reply(finding=finding, at=DUE, **told)
    with pytest.raises(IntegrityError, match="time for a reply ends"), transaction.atomic():
        finding.steps.create(
            action=Action.TAKE_DOWN,
            before=State.RIGHT_OF_REPLY,
            after=State.UNDER_REVIEW,
            at=AT,
            by=cast.auditor,
            by_mark=mark_of(cast.auditor, finding),
        )


def test_notice_that_is_kept_tells_nobody_of_a_hearing(cast: Cast):
    before = Notice.objects.filter(account__isnull=False).count()

    heard(cast.subject.member, by=cast.auditor)

    assert Notice.objects.filter(account__isnull=False).count() == before
