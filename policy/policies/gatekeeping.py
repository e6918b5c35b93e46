"""What stands in the way of a publication: one list of checks, on the page and in the action.

A check is a function of a `Publication` that yields what stands in the way, each as a sentence for
a policy officer. To add one, append it to `CHECKS`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.policies.choices import VersionState
from policy.policies.dates import as_written
from policy.policies.models import Version
from policy.policies.packs import asked_by
from policy.policies.queries import pack_of, review_of, versions_in_force


@dataclass(frozen=True)
class Publication:
    """A publication at the moment `at`, in force from `begins` until `ends` (None: no end).

    `replaced` are the versions of other policies that end when it begins.
    """

    version: Version
    at: datetime
    begins: datetime
    ends: datetime | None
    replaced: tuple[Version, ...] = ()


def planned(
    version: Version,
    at: datetime,
    *,
    begins: datetime | None = None,
    ends: datetime | None = None,
    replaced: Iterable[Version] = (),
) -> Publication:
    """Without dates, those that the text itself gives, where its beginning lies ahead."""
    written = as_written(version.effective_from)
    own_begin = written if written and written > at else at
    own_end = as_written(version.effective_until)
    return Publication(version, at, begins or own_begin, ends or own_end, tuple(replaced))


def obstacles(version: Version, at: datetime) -> list[str]:
    """What stands in the way of publishing `version` at `at` with the dates of its own text."""
    return obstacles_to(planned(version, at))


def obstacles_to(publication: Publication) -> list[str]:
    return [obstacle for check in CHECKS for obstacle in check(publication)]


def unapproved(publication: Publication) -> Iterator[str]:
    """The quorum of its reviewers, none of whom objects."""
    version = publication.version
    if version.state == VersionState.DRAFT:
        yield _("It has not been reviewed.")
    elif version.state == VersionState.IN_REVIEW:
        yield from _missing_in_review(version)


def _missing_in_review(version: Version) -> Iterator[str]:
    review = review_of(version)
    if review.missing:
        yield ngettext(
            "%(count)s approval is missing.", "%(count)s approvals are missing.", review.missing
        ) % {"count": review.missing}
    for reviewer in review.objecting:
        words = {"who": reviewer.account.display_name, "reason": reviewer.reason}
        yield _("%(who)s objects: %(reason)s") % words


def over_before_it_begins(publication: Publication) -> Iterator[str]:
    begins, ends = publication.begins, publication.ends
    if ends is not None and ends <= begins:
        words = {"begins": shown(begins), "ends": shown(ends)}
        yield _("Its end, %(ends)s, is not after its beginning, %(begins)s: give another.") % words


def names_that_clash(publication: Publication) -> Iterator[str]:
    """What two policies call by one name has to be one thing, in the same words."""
    mine = asked_by(pack_of(publication.version))
    for other in _in_force_beside(publication):
        for name, asked in asked_by(pack_of(other)).items():
            if mine.get(name, asked) != asked:
                yield _(
                    "“%(name)s” is asked in other words by %(other)s, which is in force as well. "
                    "Give it another name, or the same words."
                ) % {"name": name, "other": other}


def _in_force_beside(publication: Publication) -> Iterable[Version]:
    others = versions_in_force(publication.begins)
    replaced = [version.pk for version in publication.replaced]
    return others.exclude(policy=publication.version.policy_id).exclude(pk__in=replaced)


def shown(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


CHECKS: list[Callable[[Publication], Iterable[str]]] = [
    unapproved,
    over_before_it_begins,
    names_that_clash,
]
