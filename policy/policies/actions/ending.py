"""How a version comes to its end: by a successor, by a date or an event, or taken back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.actions.lapsing import note_lapse
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import EventDeclaration, Version
from policy.policies.queries import follows


@transaction.atomic
def settle_versions(*, at: datetime) -> int:
    """Notes the end of every version whose time is over; the number of them.

    The dates alone decide what is in force, so a late run harms nothing. Safe to run twice.
    """
    over = Version.objects.filter(state=VersionState.PUBLISHED, in_force_until__lte=at)
    # Two runs at once take different versions.
    ending = list(over.select_for_update(skip_locked=True))
    for version in ending:
        _note_end(version, at)
    return len(ending)


@transaction.atomic
def declare_event(
    *,
    version: Version,
    by: Account,
    at: datetime,
    occurred_at: datetime,
    evidence: str,
    link: str = "",
) -> Version:
    """Says that the event has come which the version is in force until, or when it will come.

    The version ends at that moment, and now where the moment is past: what was decided under it
    stays decided. Raises Conflict where it names no event or ends sooner in any case.
    """
    taken = take(version, Action.DECLARE_EVENT, by=by)
    if not evidence.strip():
        raise ValidationError({"evidence": _("Say how you know.")})
    if not taken.until_event:
        raise Conflict(_("%s names no event that ends it.") % taken)
    declaration = EventDeclaration(
        version=taken,
        declared_by=by,
        declared_at=at,
        occurred_at=occurred_at,
        evidence=evidence.strip(),
        link=link,
    )
    _declare(declaration)
    settle_versions(at=at)
    taken.refresh_from_db()
    return taken


@transaction.atomic
def withdraw(*, version: Version, by: Account, at: datetime, reason: str) -> Version:
    """Takes a published version out of force now, or before it ever begins."""
    taken = take(version, Action.WITHDRAW, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    if taken.in_force_until is not None and taken.in_force_until <= at:
        raise Conflict(_("%s is no longer in force.") % taken)
    taken.state = VersionState.WITHDRAWN
    taken.in_force_until = _not_before_it_begins(taken, at)
    taken.ended_by, taken.ended_at, taken.end_reason = by, at, reason.strip()
    taken.save()
    words = {"who": by.display_name, "version": taken, "reason": reason.strip()}
    notify(
        key=f"withdrawn-{taken.pk}",
        text=_("%(who)s has withdrawn %(version)s: %(reason)s") % words,
        link=taken.get_absolute_url(),
        role=Role.POLICY_OFFICER,
        at=at,
    )
    return taken


def _declare(declaration: EventDeclaration) -> None:
    version, ends = declaration.version, _ends_by(declaration)
    if EventDeclaration.objects.filter(version=version).exists():
        raise Conflict(_("The event of %s has been declared already.") % version)
    if version.in_force_until is not None and version.in_force_until <= ends:
        raise Conflict(_("%s ends before that in any case.") % version)
    declaration.save()
    version.in_force_until = ends
    version.save()


def _ends_by(declaration: EventDeclaration) -> datetime:
    """When the version ends by its event: never before it was declared."""
    moment = max(declaration.occurred_at, declaration.declared_at)
    return _not_before_it_begins(declaration.version, moment)


def _not_before_it_begins(version: Version, moment: datetime) -> datetime:
    begins = version.in_force_from
    return begins if begins and begins > moment else moment


def _note_end(version: Version, at: datetime) -> None:
    successor, declaration = follows(version), _declaration_that_ends(version)
    version.state = VersionState.SUPERSEDED if successor else VersionState.EXPIRED
    version.ended_at = version.in_force_until
    if successor:
        version.ended_by = successor.published_by
        version.end_reason = _replaced(version, successor)
    elif declaration:
        version.ended_by = declaration.declared_by
        words = {"event": version.until_event, "evidence": declaration.evidence}
        version.end_reason = _("The event has come: %(event)s. %(evidence)s") % words
    version.save()
    if successor is None and version.in_force_from != version.in_force_until:
        note_lapse(version, at)


def _replaced(version: Version, successor: Version) -> str:
    """Why it ended, where another policy took its place; the next version needs no reason."""
    if successor.policy_id == version.policy_id:
        return ""
    return _("%s took its place.") % successor


def _declaration_that_ends(version: Version) -> EventDeclaration | None:
    declared = EventDeclaration.objects.filter(version=version).first()
    if declared is None:
        return None
    return declared if _ends_by(declared) == version.in_force_until else None
