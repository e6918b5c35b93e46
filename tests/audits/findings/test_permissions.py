"""Who may do what with a finding: every role, and who has to do with it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audits.findings import actions
from audits.findings.choices import Action, Basis, Kind, State
from audits.findings.lifecycle import DISPOSES
from audits.findings.permissions import may
from audits.findings.queries import visible_to
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.findings.cases import AT, Cast, after_hearing, dispose, open_window
from tests.factories.findings import FindingFactory, found, heard
from tests.factories.personnel import AccountFactory

WHY = "Case 26-0042 of internal affairs: to interview the person."
OF_AUDITORS = (Action.REVIEW, *DISPOSES.values())


@pytest.mark.parametrize("role", list(Role))
def test_only_auditors_handle_findings(role: Role, cast: Cast):
    account, finding = AccountFactory(roles=[role]), found(None)

    allowed = [action for action in OF_AUDITORS if may(account, action, finding, AT)]

    assert allowed == (list(OF_AUDITORS) if role == Role.AUDITOR else [])


@pytest.mark.parametrize("role", list(Role))
def test_everyone_else_is_refused_by_the_actions(role: Role, cast: Cast):
    account, finding = AccountFactory(roles=[role]), found(cast.subject.member)
    calls: dict[str, Any] = {
        "review": lambda: actions.review(finding=finding, by=account, at=AT),
        "ask": lambda: actions.ask_for_name(
            finding=finding, basis=Basis.AUDIT, words=WHY, by=account, at=AT
        ),
        "tell": lambda: actions.tell_office(
            notice=finding.office_notices.first(), how="By mail.", by=account, at=AT
        ),
        "file": lambda: actions.file_finding(
            kind=Kind.LAUNDERING,
            what="It.",
            place="",
            subject=None,
            evidence="That.",
            private="",
            by=account,
            at=AT,
        ),
    }

    if role != Role.AUDITOR:
        for call in calls.values():
            with pytest.raises(PermissionDenied):
                call()


@pytest.mark.parametrize("role", list(Role))
def test_readers_see_findings_and_administrators_those_of_the_trail(role: Role, cast: Cast):
    trail, conduct = FindingFactory(), found(cast.subject.member)

    seen = set(visible_to(AccountFactory(roles=[role])))

    assert seen == {
        Role.AUDITOR: {trail, conduct},
        Role.OVERSIGHT: {trail, conduct},
        Role.ADMINISTRATOR: {trail},
    }.get(role, set())


@pytest.mark.parametrize("who", ["auditor", "oversight"])
def test_nobody_reads_or_handles_a_finding_about_themselves(who: str, cast: Cast):
    account: Account = getattr(cast, who)
    finding = found(account.member)

    assert finding not in visible_to(account)
    assert finding in visible_to(cast.other)
    for action in OF_AUDITORS:
        assert not may(account, action, finding, AT)


@pytest.mark.parametrize("disposition", list(DISPOSES))
def test_whoever_found_it_does_not_dispose_of_it(disposition: State, cast: Cast):
    finding = found(None, found_by=cast.auditor)

    with pytest.raises(PermissionDenied, match="somebody else decides"):
        dispose(finding, disposition, by=cast.auditor)
    assert dispose(finding, disposition, by=cast.other).state == disposition


@pytest.mark.parametrize("disposition", [State.SUSTAINED, State.REFERRED])
def test_nobody_is_held_to_have_done_wrong_unheard(disposition: State, cast: Cast):
    with pytest.raises(PermissionDenied, match="unheard"):
        dispose(found(cast.subject.member), disposition, by=cast.auditor)


def test_after_a_hearing_it_is_disposed_of(cast: Cast):
    assert dispose(after_hearing(cast), State.SUSTAINED, by=cast.other).closed_by == cast.other


def test_review_is_handed_to_an_auditor_whom_it_is_not_about(cast: Cast):
    finding = actions.review(finding=found(cast.other.member), by=cast.auditor, at=AT)

    for account in (cast.other, cast.oversight, cast.auditor):
        with pytest.raises(PermissionDenied):
            actions.hand_over(finding=finding, to=account, reason="Leave.", by=cast.auditor, at=AT)


def test_only_the_person_replies(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)

    for account in (cast.auditor, cast.oversight, cast.officer, AccountFactory(person=None)):
        with pytest.raises(PermissionDenied):
            actions.reply(finding=finding, words="No.", is_last=True, by=account, at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_policy_officers_declare_windows_and_change_rules(role: Role, cast: Cast):
    account = AccountFactory(roles=[role])
    strangers = Cast(cast.subject, cast.auditor, cast.other, cast.oversight, officer=account)

    with pytest.raises(PermissionDenied):
        open_window(strangers)
    with pytest.raises(PermissionDenied):
        actions.change_rule(
            kind=Kind.LAUNDERING, version=1, offices={}, reason="So.", by=account, at=AT
        )
    with pytest.raises(PermissionDenied):
        actions.save_office(office=None, name="It", role="", accounts=[], outside=True, by=account)
