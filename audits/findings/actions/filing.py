"""An auditor files a finding by hand."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.actions.opening import open_finding
from audits.findings.actions.telling import tell_oversight
from audits.findings.choices import OF_CONDUCT, Kind, Source
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Finding
from policy.personnel.choices import Role
from policy.personnel.models import Account, Person
from policy.personnel.permissions import Denied, holds_role, require


@transaction.atomic
def file_finding(
    *,
    kind: Kind,
    what: str,
    place: str,
    subject: Person | None,
    evidence: str,
    private: str,
    by: Account,
    at: datetime,
) -> Finding:
    """Opens a finding of conduct that `by` came upon, and whom somebody else has to judge.

    Raises NamesSomebody where what every reader sees names the subject, and PermissionDenied.
    """
    require(holds_role(by, Role.AUDITOR))
    if kind not in OF_CONDUCT:
        require(Denied(_("What is amiss of the trail is found by the clock alone.")))
    finding = open_finding(
        source=Source.PERSON,
        kind=kind,
        cause=uuid4().hex,
        what=what.strip(),
        place=place.strip(),
        subject=subject,
        evidence=[EvidenceOf(words=evidence.strip(), private=private.strip())],
        found_by=by,
        at=at,
    )
    if subject:
        text = _("%(who)s filed finding %(number)s about somebody whom they named.")
        tell_oversight(finding, text, key="filed", by=by, at=at)
    return finding
