"""The one guard around every change of a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.actions.moving import lock, what_happened
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import Version
from policy.policies.packs import digest_of
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import pack_of


@contextmanager
def edit_draft(*, version: Version, by: Account, at: datetime) -> Iterator[Version]:
    """The draft as it stands now, locked, for changes in one transaction.

    Raises PermissionDenied for whoever is no policy officer, and Conflict where the version is no
    draft any more. Takes the digest anew afterward.
    """
    require(may_work_on_policies(by))
    with transaction.atomic():
        draft = lock(version)
        if draft.state != VersionState.DRAFT:
            raise Conflict(what_happened(draft))
        yield draft
        changed = Version.objects.select_related("policy").get(pk=draft.pk)
        Version.objects.filter(pk=draft.pk).update(digest=digest_of(pack_of(changed)))
