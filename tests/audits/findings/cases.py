"""A finding about somebody, in any of its states, brought there by the actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from audits.findings.actions import (
    close_finding,
    close_what_is_over,
    declare_window,
    disclose,
    end_hearings,
    reply,
)
from audits.findings.choices import Kind, Outcome, State
from audits.findings.lifecycle import DISPOSES
from audits.findings.models import Finding, Window
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.factories.findings import FOUND, found, heard
from tests.factories.personnel import AccountFactory

AT = FOUND
SERVICE = "Example Faces"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    """Whoever has to do with a finding: `subject` is whom it is about."""

    subject: Account
    auditor: Account
    other: Account
    oversight: Account
    officer: Account


def gather() -> Cast:
    return Cast(
        subject=AccountFactory(
            roles=[Role.REQUESTER],
            username="sam.quill",
            person__first_name="Sam",
            person__last_name="Quill",
            person__serial_number="77123",
        ),
        auditor=AccountFactory(roles=[Role.AUDITOR]),
        other=AccountFactory(roles=[Role.AUDITOR]),
        oversight=AccountFactory(roles=[Role.OVERSIGHT]),
        officer=AccountFactory(roles=[Role.POLICY_OFFICER]),
    )


def open_window(cast: Cast, *, at: datetime = AT, **more: object) -> Window:
    told = {
        "opens_at": at,
        "closes_at": at + 30 * DAY,
        "kinds": [Kind.OUTSIDE_SERVICE],
        "services": [SERVICE],
        "first": Outcome.RETRAINING,
        "again": Outcome.REFERRED,
        "reason": "Before the logs are read.",
        **more,
    }
    return declare_window(by=cast.officer, at=at, **told)


def tell(cast: Cast, *, at: datetime, by: Account | None = None, **more: object):
    told = {
        "service": SERVICE,
        "times": 17,
        "first_on": AT.date() - timedelta(days=30),
        "last_on": AT.date(),
        "reason": "A trial account.",
        **more,
    }
    return disclose(by=by or cast.subject, at=at, **told)


def finding_in(state: State, cast: Cast) -> Finding:
    """A finding about the subject, in `state` since AT or a little later."""
    subject = cast.subject.member
    if state == State.RIGHT_OF_REPLY:
        return heard(subject, by=cast.auditor)
    if state == State.OVER:
        finding = found(subject)
        close_what_is_over(kind=Kind.OUTSIDE_SERVICE, still=[], at=AT)
        finding.refresh_from_db()
        return finding
    if state == State.DISCLOSED:
        finding = found(subject)
        open_window(cast)
        tell(cast, at=AT)
        finding.refresh_from_db()
        return finding
    if state == State.OPEN:
        return found(subject)
    finding = after_hearing(cast)
    if state in DISPOSES:
        return dispose(finding, state, by=cast.auditor)
    return finding


def after_hearing(cast: Cast) -> Finding:
    finding = heard(cast.subject.member, by=cast.auditor)
    return reply(finding=finding, words="It was a drill.", is_last=True, by=cast.subject, at=AT)


def dispose(finding: Finding, to: State, *, by: Account, at: datetime = AT) -> Finding:
    return close_finding(finding=finding, disposition=to, reason="A test.", by=by, at=at)


def after_time(finding: Finding) -> Finding:
    end_hearings(at=AT + 60 * DAY)
    finding.refresh_from_db()
    return finding
