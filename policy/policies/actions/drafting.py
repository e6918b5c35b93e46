"""From a pack to a draft, and away with a draft that is not wanted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.actions.moving import take
from policy.policies.actions.parts import write_parts
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import Policy, Version
from policy.policies.packs import Pack, digest_of
from policy.policies.permissions import may_work_on_policies


@transaction.atomic
def import_pack(*, pack: Pack, by: Account, at: datetime, replace_draft: bool = False) -> Version:
    """Stores a pack as a draft, whole or not at all.

    Raises Conflict where the policy has a version of this number already, unless that is a draft
    and `replace_draft` says to discard it.
    """
    require(may_work_on_policies(by))
    policy, _made = Policy.objects.get_or_create(slug=pack.policy.slug)
    Policy.objects.select_for_update().get(pk=policy.pk)
    _make_room(policy, pack.version.number, by if replace_draft else None)
    version = Version.objects.create(
        policy=policy,
        number=pack.version.number,
        title=pack.policy.title,
        issuer=pack.policy.issuer,
        source=pack.policy.source,
        summary=pack.version.summary,
        interim=pack.version.interim,
        effective_from=pack.version.effective_from,
        effective_until=pack.version.effective_until,
        until_event=pack.version.until_event,
        digest=digest_of(pack),
        author=by,
        created_at=at,
    )
    write_parts(version, pack)
    return version


@transaction.atomic
def discard(*, version: Version, by: Account) -> None:
    """Deletes a draft."""
    take(version, Action.DISCARD, by=by).delete()


def _make_room(policy: Policy, number: int, replacing: Account | None) -> None:
    """Only its author replaces a draft: nobody becomes the author of what another wrote."""
    present = policy.versions.select_for_update().filter(number=number).first()
    if present is None:
        return
    words = {"version": present, "state": present.get_state_display()}
    if present.state != VersionState.DRAFT:
        raise Conflict(
            _("%(version)s exists already (%(state)s). Give the pack another version number.")
            % words
        )
    if replacing is None:
        raise Conflict(
            _(
                "%(version)s exists already as a draft. Say that it is to be replaced, or give the "
                "pack another version number."
            )
            % words
        )
    if present.author != replacing:
        raise Conflict(
            _("%(version)s is a draft of %(author)s, who alone replaces it. Discard it first.")
            % {"version": present, "author": present.author.display_name}
        )
    present.delete()
