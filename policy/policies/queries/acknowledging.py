"""Whom a version binds, who has acknowledged it in substance, and who has not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from policy.personnel.choices import PersonStatus
from policy.personnel.models import Person
from policy.policies.choices import VersionState
from policy.policies.models import Acknowledgment, Binding, Version, VersionQuerySet
from policy.policies.packs import substance_digest
from policy.policies.queries.packs import pack_of

UNITS_ABOVE = """
    WITH RECURSIVE above AS (
        SELECT id, parent_id FROM personnel_unit WHERE id = %s
        UNION
        SELECT u.id, u.parent_id FROM personnel_unit u JOIN above ON u.id = above.parent_id
    )
    SELECT id FROM above
"""

UNITS_BOUND = """
    WITH RECURSIVE bound AS (
        SELECT unit_id AS id FROM policies_binding WHERE version_id = %s
        UNION
        SELECT u.id FROM personnel_unit u JOIN bound ON u.parent_id = bound.id
    )
    SELECT id FROM bound
"""

# What binds people of a published version, which never changes, by the digest of its pack.
_substances: dict[str, str] = {}


@dataclass(frozen=True)
class Share:
    """How many of the people that a version binds have acknowledged it."""

    bound: int
    signed: int

    @property
    def missing(self) -> int:
        return self.bound - self.signed

    @property
    def percent(self) -> int:
        """Rounded down, so that only everyone is 100."""
        return self.signed * 100 // self.bound if self.bound else 100


def substance_of(version: Version) -> str:
    """The digest of what binds people in `version`; of a published one it is made once."""
    if version.published_at is None:
        return substance_digest(pack_of(version))
    if version.digest not in _substances:
        _substances[version.digest] = substance_digest(pack_of(version))
    return _substances[version.digest]


def counting_for(version: Version) -> QuerySet[Acknowledgment]:
    """The acknowledgments of this version, and of others of its policy that say the same."""
    same = Q(version=version) | Q(
        version__policy=version.policy_id, substance=substance_of(version)
    )
    return Acknowledgment.objects.filter(same)


def people_bound_by(version: Version) -> QuerySet[Person]:
    """Everyone in active service in a unit that `version` binds, or below one."""
    chosen = Binding.objects.filter(version=version)
    within = Q(unit__in=RawSQL(UNITS_BOUND, [version.pk]))  # noqa: S611  # a constant
    return Person.objects.filter(~Exists(chosen) | within, status=PersonStatus.ACTIVE)


def with_acknowledgment(people: QuerySet[Person], version: Version) -> QuerySet[Person]:
    """`people`, each with `acknowledged_at`: when they acknowledged `version`, or None."""
    own = counting_for(version).filter(person=OuterRef("pk")).order_by("-at")
    return people.annotate(acknowledged_at=Subquery(own.values("at")[:1]))


def missing_for(version: Version) -> QuerySet[Person]:
    """Those whom `version` binds and who have not acknowledged it."""
    own = counting_for(version).filter(person=OuterRef("pk"))
    return people_bound_by(version).exclude(Exists(own))


def share_of(
    version: Version, people: QuerySet[Person] | None = None, *, by: datetime | None = None
) -> Share:
    """Of everyone whom `version` binds now, or of those of them who are among `people`.

    With `by`, those have signed who had done so at that moment.
    """
    bound = people_bound_by(version)
    if people is not None:
        bound = bound.filter(pk__in=people.order_by().values("pk"))
    own = counting_for(version).filter(person=OuterRef("pk"))
    if by is not None:
        own = own.filter(at__lte=by)
    counted = bound.aggregate(bound=Count("pk"), signed=Count("pk", filter=Exists(own)))
    return Share(**counted)


def published_now(at: datetime) -> VersionQuerySet:
    """What is published and not over at `at`, in force already or not yet."""
    ahead = Q(in_force_until__isnull=True) | Q(in_force_until__gt=at)
    return Version.objects.filter(ahead, state=VersionState.PUBLISHED).select_related("policy")


def binding_on(person: Person, versions: VersionQuerySet) -> VersionQuerySet:
    """Those of `versions` that bind `person`."""
    chosen = Binding.objects.filter(version=OuterRef("pk"))
    above = RawSQL(UNITS_ABOVE, [person.unit_id])  # noqa: S611  # a constant
    return versions.filter(~Exists(chosen) | Exists(chosen.filter(unit__in=above)))


def unacknowledged_by(person: Person, versions: VersionQuerySet) -> list[Version]:
    """Those of `versions` that bind `person`, who has not acknowledged them in substance.

    One query, but for texts that this process has not read yet.
    """
    own = Acknowledgment.objects.filter(person=person)
    same_policy = own.filter(version__policy=OuterRef("policy"))
    asked = binding_on(person, versions).exclude(Exists(own.filter(version=OuterRef("pk"))))
    found: Iterable[Version] = asked.annotate(signed=ArraySubquery(same_policy.values("substance")))
    return [version for version in found if not _is_among(version)]


def _is_among(version: Version) -> bool:
    signed: list[str] = getattr(version, "signed", [])
    return bool(signed) and substance_of(version) in signed


def waiting_to_be_acknowledged(person: Person, at: datetime) -> list[Version]:
    """What `person` still has to read and sign at `at`, the oldest publication first."""
    if person.status != PersonStatus.ACTIVE:
        return []
    return unacknowledged_by(person, published_now(at).order_by("published_at", "pk"))


def acknowledgment_by(person: Person, version: Version) -> Acknowledgment | None:
    """The latest one of `person` that counts for `version`."""
    return counting_for(version).filter(person=person).select_related("version").first()


def last_signed_by(person: Person, version: Version) -> Version | None:
    """The version of the same policy that `person` acknowledged last, if any."""
    own = Acknowledgment.objects.filter(person=person, version__policy=version.policy_id)
    latest = own.select_related("version__policy").order_by("-at", "-pk").first()
    return latest.version if latest else None


def bound_since(version: Version) -> datetime | None:
    """The moment from which it is asked: its publication, or the last choice of its units."""
    chosen = version.bindings.aggregate(at=Max("chosen_at"))["at"]
    moments = [moment for moment in (version.published_at, chosen) if moment]
    return max(moments, default=None)
