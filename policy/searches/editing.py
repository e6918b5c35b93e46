"""What was submitted stands in the row of a request; what is written since is kept beside it.

The requester of a request that is open again writes its next version into `edits`. Lists, filters,
reports, decisions and every other reader go by the row, which changes only on submitting.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any

from policy.personnel.models import Account
from policy.searches.choices import CONTENT_FIELDS
from policy.searches.lifecycle import EDITABLE
from policy.searches.models import ContentVersion, SearchRequest
from policy.systems.models import System

Kept = dict[str, Any]


def kept_content(request: SearchRequest) -> Kept:
    """The content of `request` as plain values for JSON.

    The system stands by its short name, the agency by its key.
    """
    content = {name: getattr(request, name) for name in CONTENT_FIELDS}
    return content | {
        "system": request.system.slug if request.system else None,
        "agency": request.agency_id,
    }


def as_edited(request: SearchRequest) -> SearchRequest:
    """`request` with what its requester has written since it was submitted."""
    return request if request.edits is None else _with_content(request, request.edits)


def as_submitted(version: ContentVersion) -> SearchRequest:
    """The request as it was in `version`."""
    past = _with_content(version.request, version.content)
    past.version = version.number
    return past


def is_editor(account: Account, request: SearchRequest) -> bool:
    """Is the request open for `account` to write? Everyone else reads what was submitted."""
    return request.state in EDITABLE and request.requester_id == account.person_id


def _with_content(request: SearchRequest, kept: Mapping[str, Any]) -> SearchRequest:
    """A copy of `request`; a system that is no longer in the register under its name is none."""
    changed = copy(request)
    for name in kept.keys() & set(CONTENT_FIELDS) - {"system", "agency"}:
        setattr(changed, name, kept[name])
    changed.agency_id = kept.get("agency")
    changed.system = System.objects.filter(slug=kept.get("system") or "").first()
    return changed
