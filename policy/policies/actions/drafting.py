"""How a draft begins: from nothing, from a pack, from the version before; and how it is dropped."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.actions.editing import edit_draft, leave_draft
from policy.policies.actions.moving import take
from policy.policies.actions.parts import rewrite_parts, write_parts
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import Policy, Version
from policy.policies.packs import Pack, PolicyHead, VersionHead, digest_of
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import pack_of


@transaction.atomic
def begin_policy(*, slug: str, title: str, issuer: str, by: Account, at: datetime) -> Version:
    """The first version of a new policy: an empty draft.

    Raises ValidationError where a policy has this short name already.
    """
    require(may_work_on_policies(by))
    policy, made = Policy.objects.get_or_create(slug=slug)
    if not made and policy.versions.exists():
        message = _("“%s” is the short name of another policy already; choose another.")
        raise ValidationError({"slug": message % slug})
    Policy.objects.select_for_update().get(pk=policy.pk)
    return _create(policy, Pack(PolicyHead(slug, title, issuer), VersionHead(1), ()), by, at)


@transaction.atomic
def begin_next(*, version: Version, by: Account, at: datetime) -> Version:
    """A draft that begins as a copy of `version`, with the next free number of its policy."""
    require(may_work_on_policies(by))
    policy = Policy.objects.select_for_update().get(pk=version.policy_id)
    pack = pack_of(version)
    head = replace(pack.version, number=next_number(policy))
    return _create(policy, replace(pack, version=head), by, at)


@transaction.atomic
def import_pack(*, pack: Pack, by: Account, at: datetime, replace_draft: bool = False) -> Version:
    """Stores a pack as a draft, whole or not at all.

    Raises Conflict where the policy has a version of this number already, unless that is a draft
    and `replace_draft` says that its text is to be replaced; its author stays its author.
    """
    require(may_work_on_policies(by))
    policy, _made = Policy.objects.get_or_create(slug=pack.policy.slug)
    Policy.objects.select_for_update().get(pk=policy.pk)
    present = policy.versions.select_for_update().filter(number=pack.version.number).first()
    if present is None:
        return _create(policy, pack, by, at)
    _check_replaceable(present, replace_draft)
    return _replace(present, pack, by, at)


@transaction.atomic
def discard(*, version: Version, by: Account) -> None:
    """Deletes a draft."""
    take(version, Action.DISCARD, by=by).delete()


def next_number(policy: Policy) -> int:
    return int(policy.versions.aggregate(last=Max("number", default=0))["last"]) + 1


def _create(policy: Policy, pack: Pack, by: Account, at: datetime) -> Version:
    version = Version.objects.create(
        policy=policy,
        number=pack.version.number,
        digest=digest_of(pack),
        author=by,
        created_at=at,
        **_heads(pack),
    )
    write_parts(version, pack)
    return version


def _replace(draft: Version, pack: Pack, by: Account, at: datetime) -> Version:
    """The same draft with another text: who wrote it and what was said of it stays with it."""
    with edit_draft(version=draft, by=by, at=at) as held:
        Version.objects.filter(pk=held.pk).update(**_heads(pack))
        rewrite_parts(held, pack)
    # An editor that is still open somewhere shows another text now, and saves nothing over it.
    leave_draft(version=draft, by=by)
    return Version.objects.select_related("policy").get(pk=draft.pk)


def _heads(pack: Pack) -> dict[str, Any]:
    return {
        "title": pack.policy.title,
        "issuer": pack.policy.issuer,
        "source": pack.policy.source,
        "summary": pack.version.summary,
        "interim": pack.version.interim,
        "effective_from": pack.version.effective_from,
        "effective_until": pack.version.effective_until,
        "until_event": pack.version.until_event,
    }


def _check_replaceable(present: Version, replace_draft: bool) -> None:
    words = {"version": present, "state": present.get_state_display()}
    if present.state != VersionState.DRAFT:
        raise Conflict(
            _("%(version)s exists already (%(state)s). Give the pack another version number.")
            % words
        )
    if not replace_draft:
        raise Conflict(
            _(
                "%(version)s exists already as a draft. Say that it is to be replaced, or give the "
                "pack another version number."
            )
            % words
        )
