"""A name takes two people and a legal basis, ends by itself, and the person learns of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audits.findings.actions import (
    ask_for_name,
    decide_on_name,
    read_unmasking,
    tell_by_hand,
    tell_the_unmasked,
)
from audits.findings.choices import Basis, Verdict
from audits.findings.models import Unmasking
from audits.findings.permissions import may_see_name
from audits.findings.queries import unmaskings_of, waits_for
from policy.personnel.models import Account, Notice
from tests.audits.findings.cases import AT, DAY, Cast, gather
from tests.factories.findings import found
from tests.factories.personnel import PersonFactory
from tests.harness.threads import at_once

WHY = "Case 26-0042 of internal affairs: to interview the person."
TOLD = AT + timedelta(hours=72) + 30 * DAY


def ask(cast: Cast, about: Any = None, **more: Any) -> Unmasking:
    finding = found(about or cast.subject.member, **more)
    return ask_for_name(
        finding=finding, basis=Basis.INVESTIGATION, words=WHY, by=cast.auditor, at=AT
    )


def decide(asked: Unmasking, by: Account, *, granted: bool = True) -> Unmasking:
    return decide_on_name(unmasking=asked, granted=granted, reason="So.", by=by, at=AT)


@pytest.mark.parametrize("who", ["other", "oversight"])
def test_another_grants_it_for_three_days(who: str, cast: Cast):
    granted = decide(ask(cast), getattr(cast, who))

    ends = AT + timedelta(hours=72)
    assert (granted.answer, granted.until, granted.tell_at) == (Verdict.GRANTED, ends, TOLD)
    assert may_see_name(cast.auditor, granted, ends - timedelta(seconds=1))
    assert not may_see_name(cast.auditor, granted, ends)
    assert not may_see_name(getattr(cast, who), granted, AT)


def test_setting_says_for_how_long(cast: Cast, settings):
    settings.UNMASKED_HOURS = 5

    assert decide(ask(cast), cast.other).until == AT + timedelta(hours=5)


def test_refused_it_is_shown_to_nobody(cast: Cast):
    refused = decide(ask(cast), cast.other, granted=False)

    assert (refused.answer, refused.until, refused.tell_at) == (Verdict.REFUSED, None, None)
    assert not may_see_name(cast.auditor, refused, AT)
    assert Notice.objects.filter(account=cast.auditor).get().text.endswith(": refused.")


def test_asker_finder_and_whom_it_is_about_do_not_decide(cast: Cast):
    of_the_other = ask(cast, about=cast.oversight.member, found_by=cast.other)

    for account in (cast.auditor, cast.other, cast.oversight, cast.officer):
        with pytest.raises(PermissionDenied):
            decide(of_the_other, account)


def test_nobody_asks_twice_or_for_a_name_that_nobody_knows_or_their_own(cast: Cast):
    asked = ask(cast)
    for finding in (asked.finding, found(None), found(cast.auditor.member)):
        with pytest.raises(PermissionDenied):
            ask_for_name(finding=finding, basis=Basis.AUDIT, words=WHY, by=cast.auditor, at=AT)


def test_it_is_decided_once(cast: Cast):
    decided = decide(ask(cast), cast.other, granted=False)

    with pytest.raises(PermissionDenied, match="decided already"):
        decide(decided, cast.oversight)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_too_late():
    cast = gather()
    asked = ask(cast)

    answers = at_once(
        lambda: decide(asked, cast.other),
        lambda: decide(asked, cast.oversight, granted=False),
    )

    late = [answer for answer in answers if isinstance(answer, PermissionDenied)]
    (done,) = (answer for answer in answers if isinstance(answer, Unmasking))
    assert len(late) == 1
    asked.refresh_from_db()
    assert (asked.answer, asked.decided_by) == (done.answer, done.decided_by)


@pytest.mark.django_db(transaction=True)
def test_of_two_questions_of_one_auditor_at_once_one_is_asked():
    cast = gather()
    found(cast.subject.member)

    answers = at_once(lambda: ask(cast), lambda: ask(cast))

    assert [type(answer) for answer in answers].count(PermissionDenied) == 1
    assert Unmasking.objects.count() == 1


def test_person_is_told_on_their_own_page_after_it_ended_and_reads_it(cast: Cast):
    asked = decide(ask(cast), cast.other)

    tell_the_unmasked(at=TOLD - timedelta(seconds=1))
    assert list(unmaskings_of(cast.subject)) == []
    tell_the_unmasked(at=TOLD)
    tell_the_unmasked(at=TOLD + DAY)

    (shown,) = unmaskings_of(cast.subject)
    assert (shown, shown.told_at, shown.by_hand) == (asked, TOLD, False)
    assert waits_for(cast.subject, TOLD)
    read_unmasking(unmasking=asked, by=cast.subject, at=TOLD)
    assert not waits_for(cast.subject, TOLD)
    assert Notice.objects.filter(account=cast.subject).count() == 0


def test_nobody_else_reads_it_in_their_place(cast: Cast):
    asked = decide(ask(cast), cast.other)
    tell_the_unmasked(at=TOLD)

    with pytest.raises(PermissionDenied):
        read_unmasking(unmasking=asked, by=cast.officer, at=TOLD)


def test_person_without_an_account_is_told_by_hand_by_who_saw_the_name(cast: Cast):
    asked = decide(ask(cast, about=PersonFactory()), cast.other)
    tell_the_unmasked(at=TOLD)
    tell_the_unmasked(at=TOLD)
    asked.refresh_from_db()

    assert (asked.by_hand, asked.told_at) == (True, None)
    assert Notice.objects.filter(account=cast.auditor, text__startswith="Tell the").count() == 1
    assert may_see_name(cast.auditor, asked, TOLD)
    with pytest.raises(PermissionDenied):
        tell_by_hand(unmasking=asked, how="By mail.", by=cast.other, at=TOLD)
    told = tell_by_hand(unmasking=asked, how="By mail.", by=cast.auditor, at=TOLD + DAY)
    assert (told.told_by, told.told_at) == (cast.auditor, TOLD + DAY)
    assert not may_see_name(cast.auditor, told, TOLD + DAY)
    with pytest.raises(PermissionDenied):
        tell_by_hand(unmasking=asked, how="Again.", by=cast.auditor, at=TOLD + DAY)
