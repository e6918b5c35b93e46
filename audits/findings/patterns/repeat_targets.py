"""Repeated targets: one face, or one case, searched for again and again without a lead.

Counted are requests that were submitted, whatever became of them, in groups: those with the same
probe image (by the SHA-256 of its pixels as kept, so that another file of the same picture is the
same), and those with the same case number (in upper case, without spaces around it). A group is
found from `SAME_IMAGE` or `SAME_CASE` requests on, when no request of it ended with a lead and the
last of them lies in the span. A case whose requests all share one image is found once, by it.

It cannot see one person behind two pictures: no faces are compared here. A case with many suspects
is the innocent one that it finds.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Trim, Upper
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns.found import Found, Span, evidence_of, the_only
from policy.searches.models import ProbeImage, SearchRequest

# A second request with the same picture follows an approval that expired, or a better examiner.
SAME_IMAGE = 3
# A case often has two suspects, and three pictures of them.
SAME_CASE = 4

_Groups = Iterable[tuple[str, list[int]]]


def find(span: Span) -> Iterator[Found]:
    by_image = list(_groups(span, "image", SAME_IMAGE))
    faces = [set(keys) for _image, keys in by_image]
    by_case = [
        (case, keys)
        for case, keys in _groups(span, "case", SAME_CASE)
        if not any(face.issuperset(keys) for face in faces)
    ]
    words = _("%(count)s requests with the same probe image, and none ended with a lead.")
    yield from _found(by_image, "image", words)
    words = _("%(count)s requests with the same case number, and none ended with a lead.")
    yield from _found(by_case, "case", words)


def _groups(span: Span, by: str, at_least: int) -> _Groups:
    """What the requests of a group have in common, and the keys of the requests."""
    return (
        _submitted(span)
        .exclude(**{by: ""})
        .order_by(by)
        .values(by)
        .annotate(keys=ArrayAgg("pk", distinct=True), leads=Count("lead"), last=Max("submitted_at"))
        .filter(keys__len__gte=at_least, leads=0, last__gte=span.since)
        .values_list(by, "keys")
    )


def _submitted(span: Span) -> QuerySet[SearchRequest]:
    image = ProbeImage.objects.filter(request=OuterRef("pk"), replaced_at=None)
    return SearchRequest.objects.filter(submitted_at__lt=span.until).annotate(
        case=Upper(Trim("case_number")),
        image=Coalesce(Subquery(image.values("sha256")[:1]), Value("")),
    )


def _found(groups: _Groups, by: str, words: str) -> Iterator[Found]:
    for shared, keys in groups:
        requests = list(
            SearchRequest.objects.filter(pk__in=keys)
            .select_related("unit", "requester")
            .order_by("submitted_at", "pk")
        )
        yield Found(
            pattern=Kind.REPEAT_TARGET,
            cause=f"{by} {shared}",
            what=words % {"count": len(requests)},
            person=the_only(request.requester for request in requests),
            unit=the_only(request.unit for request in requests),
            happened=_moment(requests[0]),
            evidence=tuple(
                evidence_of(request, _("Asked for."), at=_moment(request)) for request in requests
            ),
        )


def _moment(request: SearchRequest) -> datetime:
    return request.submitted_at or request.created_at
