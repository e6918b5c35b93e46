"""Which policies were in force when: the past cut wherever one began or ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from policy.policies.deciding import CompiledPolicy
from policy.policies.models import Version
from policy.policies.queries import compiled
from policy.policies.replaying.flips import Span


def spans_of(
    draft: CompiledPolicy,
    *,
    begins: datetime,
    ends: datetime,
    instead_of: Iterable[str] = (),
) -> list[Span]:
    """The policies of every moment from `begins` to `ends`, with `draft` among them throughout.

    It stands in the place of its own policy's versions and of the policies `instead_of`, by short
    name; every other policy is as it was in force then.
    """
    absent = {draft.slug, *instead_of}
    others = list(
        Version.objects.in_force_between(begins, ends)
        .exclude(policy__slug__in=absent)
        .select_related("policy")
        .order_by("policy__slug")
    )
    return [
        Span(start, end, (*_in_force(others, start), draft))
        for start, end in pairwise(_cuts(others, begins, ends))
    ]


def _cuts(versions: Iterable[Version], begins: datetime, ends: datetime) -> list[datetime]:
    moments = {moment for v in versions for moment in (v.in_force_from, v.in_force_until)}
    inside = {moment for moment in moments if moment and begins < moment < ends}
    return sorted({begins, ends} | inside)


def _in_force(versions: Sequence[Version], at: datetime) -> list[CompiledPolicy]:
    return [
        compiled(version)
        for version in versions
        if version.in_force_from
        and version.in_force_from <= at
        and (version.in_force_until is None or at < version.in_force_until)
    ]
