"""Somebody becomes known as whom a finding is about, about whom nobody was known."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.actions.disclosing import close_disclosed
from audits.findings.actions.evidence import add_evidence
from audits.findings.actions.moving import move, take
from audits.findings.actions.subjects import about, name_nobody
from audits.findings.actions.telling import tell_oversight
from audits.findings.choices import Action, State
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Finding
from policy.personnel.models import Account, Person


@transaction.atomic
def attribute(
    *, finding: Finding, person: Person, words: str, private: str, by: Account, at: datetime
) -> Finding:
    """An auditor says once whom it is about, and what shows it; oversight is told that they did.

    They bring evidence by that, and so do not dispose of it. Raises NamesSomebody where anything
    that every reader sees names `person`, and PermissionDenied.
    """
    finding = take(finding, Action.ATTRIBUTE, by=by, at=at)
    shown = finding.evidence.values_list("words", flat=True)
    name_nobody(person, (finding.what, finding.place, words, *shown))
    evidence = EvidenceOf(words=words.strip(), private=private.strip())
    add_evidence(finding=finding, evidence=[evidence], at=at, by=by)
    columns = about(person, finding, finding.rule)
    move(finding, Action.ATTRIBUTE, to=State.UNDER_REVIEW, at=at, by=by, why=words, **columns)
    text = _("%(who)s said whom finding %(number)s is about.")
    tell_oversight(finding, text, key="attributed", by=by, at=at)
    close_disclosed([finding], at=at)
    finding.refresh_from_db()
    return finding
