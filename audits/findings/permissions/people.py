"""Who somebody is to a finding: reader, auditor, finder, or the person whom it is about."""

from django.utils.translation import gettext as _

from audits.findings.models import Finding
from audits.findings.pseudonyms import mark
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role

# Who learns on every page that the trail is in doubt.
WARNED = (Role.AUDITOR, Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.OVERSIGHT)
# Who reads findings; administrators those of the trail alone.
READERS = (Role.AUDITOR, Role.OVERSIGHT)


def mark_of(account: Account, finding: Finding) -> str:
    """The mark of the account's person in this finding; empty for an account of nobody's."""
    person = account.person
    return mark(finding.reference, person.serial_number) if person else ""


def is_about(finding: Finding, account: Account) -> bool:
    return finding.mark != "" and finding.mark == mark_of(account, finding)


def may_read(account: Account) -> Answer:
    return holds_role(account, *READERS, Role.ADMINISTRATOR)


def is_auditor(account: Account, finding: Finding) -> Answer:
    return first_denied(holds_role(account, Role.AUDITOR), is_of_somebody_else(account, finding))


def is_subject(account: Account, finding: Finding) -> Answer:
    if is_about(finding, account):
        return Allowed()
    return Denied(_("Only the person whom it is about does this."))


def is_of_somebody_else(account: Account, finding: Finding) -> Answer:
    if is_about(finding, account):
        return Denied(_("Nobody handles a finding about themselves."))
    return Allowed()


def brought_nothing(account: Account, finding: Finding) -> Answer:
    brought = finding.found_by_id == account.pk
    if brought or finding.evidence.filter(added_by=account).exists():
        return Denied(_("You brought the evidence: somebody else decides."))
    return Allowed()
