"""What becomes of any proposal. Each raises PermissionDenied, ValidationError or Conflict."""

from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from policy.changes.choices import Verdict
from policy.changes.errors import Conflict
from policy.changes.models.proposals import Proposal
from policy.changes.permissions import is_another, may_take_back
from policy.changes.queries import administrators
from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role, require

P = TypeVar("P", bound=Proposal)


@transaction.atomic
def decline(proposal: P, *, by: Account, at: datetime, reason: str) -> P:
    taken = take(proposal)
    require(may_decide_now(by, taken))
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason for declining it.")})
    return decided(taken, Verdict.DECLINED, by, at, reason)


@transaction.atomic
def take_back(proposal: P, *, by: Account, at: datetime, reason: str = "") -> P:
    taken = take(proposal)
    require(may_take_back(by, taken))
    return decided(taken, Verdict.TAKEN_BACK, by, at, reason)


def take(proposal: P) -> P:
    """The proposal, locked. Raises Conflict where it is decided."""
    rows = type(proposal)._default_manager.select_for_update(of=("self",))
    taken = rows.get(pk=proposal.pk)
    if taken.verdict != Verdict.OPEN and taken.decided_by is not None:
        words = {"verdict": taken.get_verdict_display(), "by": taken.decided_by.display_name}
        raise Conflict(_("It was decided meanwhile: %(verdict)s, by %(by)s.") % words)
    return taken


def may_decide_now(by: Account, proposal: Proposal) -> Answer:
    return first_denied(holds_role(by, Role.ADMINISTRATOR), is_another(by, proposal))


def proposer_still_counts(proposal: Proposal) -> Answer:
    if administrators().filter(pk=proposal.proposed_by_id).exists():
        return Allowed()
    words = {"account": proposal.proposed_by.display_name}
    return Denied(_("%(account)s, who proposed it, is no administrator any more.") % words)


def decided(proposal: P, verdict: Verdict, by: Account, at: datetime, reason: str) -> P:
    proposal.verdict, proposal.decided_by, proposal.decided_at = verdict, by, at
    proposal.decision_reason = reason.strip()
    proposal.save(update_fields=["verdict", "decided_by", "decided_at", "decision_reason"])
    proposal.refresh_from_db(fields=["applied"])
    if by != proposal.proposed_by:
        words = {"change": proposal, "verdict": capfirst(proposal.get_verdict_display())}
        notify(
            key=f"{proposal._meta.model_name}-{proposal.pk}-decided",
            text=_("%(verdict)s: %(change)s.") % words,
            at=at,
            account=proposal.proposed_by,
            link=proposal.get_absolute_url(),
        )
    return proposal
