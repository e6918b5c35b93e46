"""Whom a finding is told to: those who answer for its kind, and the offices that its rule names."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.findings.choices import Source
from audits.findings.models import Finding, Office, OfficeNotice
from audits.findings.permissions import READERS, may_tell_office
from policy.personnel.actions import notify, notify_each
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import require

# Who has to do something about the trail, and about what people did.
TOLD_OF_TRAIL = (Role.ADMINISTRATOR, Role.AUDITOR)
TOLD_OF_CONDUCT = (Role.AUDITOR,)


def tell_of_opening(finding: Finding, *, at: datetime) -> None:
    for role in TOLD_OF_TRAIL if finding.is_of_the_trail else TOLD_OF_CONDUCT:
        _tell_role(finding, role, at=at)
    for told in finding.rule.offices.select_related("office"):
        due = at + timedelta(hours=told.hours)
        notice = OfficeNotice(finding=finding, office=told.office, due_at=due)
        if not told.office.outside:
            _tell_office(finding, told.office, at=at)
            notice.told_at, notice.how = at, _("By a notice in Gatehouse.")
        notice.save()


# What a job comes upon, often much of it at once, is told of once.
_TOLD_TOGETHER = (Source.DISCOVERY, Source.VENDOR, Source.PATTERN)


def _tell_office(finding: Finding, office: Office, *, at: datetime) -> None:
    if office.role:
        _tell_role(finding, Role(office.role), at=at)
    told = _notice_of(finding, at)
    notify_each(office.accounts.filter(is_active=True), key=told.key, text=told.text, at=at)


def _tell_role(finding: Finding, role: Role, *, at: datetime) -> None:
    """With a link for those who can open it."""
    told = _notice_of(finding, at)
    reads = role in READERS or (finding.is_of_the_trail and role == Role.ADMINISTRATOR)
    notify(key=told.key, text=told.text, at=at, role=role, link=told.link if reads else "")


class _Notice(NamedTuple):
    key: str
    text: str
    link: str


def _notice_of(finding: Finding, at: datetime) -> _Notice:
    if finding.source not in _TOLD_TOGETHER:
        return _Notice(_key(finding), str(finding), finding.get_absolute_url())
    text = _("New findings: %(source)s.") % {"source": finding.get_source_display()}
    key = f"findings {finding.source} {at.isoformat()}"
    return _Notice(key, text, reverse("findings:list"))


def _key(finding: Finding) -> str:
    return f"finding {finding.pk}"


@transaction.atomic
def tell_office(*, notice: OfficeNotice, how: str, by: Account, at: datetime) -> OfficeNotice:
    """Someone says when and how an office was told by hand; raises PermissionDenied twice."""
    notice = OfficeNotice.objects.select_for_update().get(pk=notice.pk)
    require(may_tell_office(by, notice))
    notice.told_at, notice.told_by, notice.how = at, by, how.strip()
    notice.save(update_fields=["told_at", "told_by", "how"])
    return notice


def tell_oversight(finding: Finding, text: str, *, key: str, by: Account, at: datetime) -> None:
    """Whoever names somebody learns their pseudonym: somebody else knows that they did.

    `text` has places for `who` and for the `number` of the finding.
    """
    notify(
        key=f"{_key(finding)} {key}",
        text=text % {"who": by.display_name, "number": finding.pk},
        at=at,
        role=Role.OVERSIGHT,
        link=finding.get_absolute_url(),
    )
