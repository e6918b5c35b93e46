"""The one guard around every change of a draft: who may, who holds it, and what follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.actions.moving import lock, what_happened
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import Contributor, EditLock, Version
from policy.policies.packs import digest_of
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import pack_of


@contextmanager
def edit_draft(
    *, version: Version, by: Account, at: datetime, held: datetime | None = None
) -> Iterator[Version]:
    """The draft as it stands now, locked, for changes in one transaction.

    Raises PermissionDenied for whoever is no policy officer, and Conflict where the version is no
    draft any more or another officer holds it. `held` is when the page with these changes took the
    draft: where the hold did not last since then, Conflict keeps from being overwritten what came
    in between. Renews the hold, notes `by` as a contributor, and takes the digest anew afterward.
    """
    require(may_work_on_policies(by))
    with transaction.atomic():
        draft = _draft(version)
        _require_unbroken(hold(draft, by=by, at=at), held)
        Contributor.objects.get_or_create(version=draft, account=by, defaults={"since": at})
        yield draft
        # What was read before the changes is stale; a fresh version reads everything anew.
        changed = Version.objects.select_related("policy").get(pk=draft.pk)
        draft.digest = digest_of(pack_of(changed))
        Version.objects.filter(pk=draft.pk).update(digest=draft.digest)


@transaction.atomic
def open_draft(*, version: Version, by: Account, at: datetime) -> EditLock:
    """Holds the draft for `by` where it is free; the hold that stands then, whoever's it is.

    Also how an open editor says that it is still there.
    """
    require(may_work_on_policies(by))
    draft = _draft(version)
    held = EditLock.objects.select_related("holder__person").filter(version=draft).first()
    if held and held.holder_id != by.pk and not held.has_lapsed(at):
        return held
    return hold(draft, by=by, at=at)


@transaction.atomic
def take_over(*, version: Version, by: Account, at: datetime, message: str = "") -> EditLock:
    """Holds the draft in the place of whoever holds it, who is told `message` at the next save."""
    require(may_work_on_policies(by))
    draft = _draft(version)
    held = EditLock.objects.filter(version=draft).first()
    if held is None or held.holder_id == by.pk:
        return hold(draft, by=by, at=at)
    held.taken_from, held.message = held.holder, message.strip()
    held.holder, held.since, held.seen_at = by, at, at
    held.save()
    return held


@transaction.atomic
def leave_draft(*, version: Version, by: Account) -> None:
    """Lets go of the draft, so that nobody waits for the hold to lapse."""
    EditLock.objects.filter(version=version, holder=by).delete()


def hold(draft: Version, *, by: Account, at: datetime) -> EditLock:
    """The hold of `by` on a locked draft, begun or renewed; raises Conflict where another has it.

    A lapsed hold of another ends, and is as if it had been taken over without a word.
    """
    require_free(draft, by=by, at=at)
    held = EditLock.objects.select_related("holder__person").filter(version=draft).first()
    if held is None:
        return EditLock.objects.create(version=draft, holder=by, since=at, seen_at=at)
    if held.holder_id != by.pk:
        held.taken_from, held.message = held.holder, ""
        held.holder, held.since = by, at
    held.seen_at = at
    held.save()
    return held


def require_free(draft: Version, *, by: Account, at: datetime) -> None:
    """Raises Conflict, with the words for whoever is shut out, where another holds the draft."""
    held = EditLock.objects.select_related("holder__person").filter(version=draft).first()
    if held and held.holder_id != by.pk and not held.has_lapsed(at):
        raise Conflict(held_by_another(held, by))


def _require_unbroken(hold: EditLock, held: datetime | None) -> None:
    if held is not None and hold.since != held:
        raise Conflict(
            _("The draft may have been changed by others since you opened it. Open it anew.")
        )


def held_by_another(held: EditLock, by: Account) -> str:
    """Who holds the draft instead of `by`, since when, and what they let `by` know."""
    words = {
        "who": held.holder.display_name,
        "since": time_format(timezone.localtime(held.since), "TIME_FORMAT"),
        "message": held.message,
    }
    if held.taken_from_id != by.pk:
        return _("Since %(since)s, %(who)s has been editing this draft.") % words
    if not held.message:
        return _("At %(since)s, %(who)s took this draft over.") % words
    return _("At %(since)s, %(who)s took this draft over: “%(message)s”") % words


def _draft(version: Version) -> Version:
    draft = lock(version)
    if draft.state != VersionState.DRAFT:
        raise Conflict(what_happened(draft))
    return draft
