"""Reads of personnel that more than one place needs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import Case, Value, When

from policy.personnel.choices import PersonStatus, Role, Track, Training
from policy.personnel.models import Account, Certificate, Person, Unit

CHAIN = """
    WITH RECURSIVE chain AS (
        SELECT supervisor_id AS id, 1 AS step FROM personnel_person WHERE id = %s
        UNION ALL
        SELECT p.supervisor_id, chain.step + 1 FROM personnel_person p JOIN chain ON p.id = chain.id
    )
    SELECT p.* FROM chain JOIN personnel_person p ON p.id = chain.id ORDER BY chain.step
"""

COMMAND = """
    WITH RECURSIVE command AS (
        SELECT id FROM personnel_person WHERE supervisor_id = %s
        UNION
        SELECT p.id FROM personnel_person p JOIN command ON p.supervisor_id = command.id
    )
    SELECT id FROM command
"""

SEE_EVERYONE = (Role.POLICY_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR, Role.OVERSIGHT)

# The role, and the training without which its holder may not do what it is for.
TRAINING_FOR = {Role.REQUESTER: Track.USER, Role.EXAMINER: Track.EXAMINER}


def chain_of_command(person: Person) -> list[Person]:
    """The supervisors above `person`, the nearest first."""
    return list(Person.objects.raw(CHAIN, [person.pk]).prefetch_related("rank"))


def is_in_chain_of(supervisor: Person, person: Person) -> bool:
    """Is `supervisor` above `person`, at any height?"""
    return any(above.pk == supervisor.pk for above in Person.objects.raw(CHAIN, [person.pk]))


def people_under(supervisor: Person) -> list[int]:
    """The keys of everyone below `supervisor`, at any depth."""
    return [person.pk for person in Person.objects.raw(COMMAND, [supervisor.pk])]


def people_visible_to(account: Account) -> QuerySet[Person]:
    """Everyone for those who oversee the whole; one's command and oneself for a supervisor."""
    if account.has_role(*SEE_EVERYONE):
        return Person.objects.all()
    seen = Q(pk=account.person_id)
    if account.person and account.has_role(Role.SUPERVISOR):
        seen |= Q(pk__in=people_under(account.person))
    return Person.objects.filter(seen)


def units_within(unit: Unit) -> QuerySet[Unit]:
    """`unit` and all units below it."""
    return unit.descendants(include_self=True)


def certificate_on(person: Person, day: date, track: Track) -> Certificate | None:
    """The certificate that qualifies `person` on `day` (that day, not today), if any."""
    return (
        Certificate.objects.filter(person=person)
        .valid_on(day)
        .for_track(track)
        .order_by("-issued_on")
        .first()
    )


def training_facts(person: Person, day: date) -> Mapping[Track, Certificate | None]:
    """For each track, the certificate that qualifies `person` on `day`, or None."""
    return {track: certificate_on(person, day, track) for track in Track}


def with_training(people: QuerySet[Person], day: date, track: Track) -> QuerySet[Person]:
    """`people`, each with `training`: how they stood with the certificates of `track` on `day`."""
    held = Certificate.objects.filter(person=OuterRef("pk"), issued_on__lte=day).for_track(track)
    return people.annotate(
        training=Case(
            When(Exists(held.valid_on(day)), then=Value(Training.CURRENT)),
            When(Exists(held), then=Value(Training.LAPSED)),
            default=Value(Training.NONE),
        )
    )


def people_without_current_certificate(day: date, unit: Unit | None = None) -> QuerySet[Person]:
    """Those whose active account may request or run, but whose training did not cover it on `day`.

    `unit` narrows to the unit and all below it. Each has `last_expiry`: the last day on which any
    of their certificates was to be valid, None where there is none with an end.
    """
    lacking = Q()
    for role, track in TRAINING_FOR.items():
        valid = Certificate.objects.filter(person=OuterRef("pk")).valid_on(day).for_track(track)
        holder = Account.objects.filter(person=OuterRef("pk"), is_active=True, grants__role=role)
        lacking |= Q(Exists(holder)) & ~Q(Exists(valid))
    people = Person.objects.filter(lacking)
    if unit is not None:
        people = people.filter(unit__in=units_within(unit))
    issued = Q(certificates__issued_on__lte=day)
    return people.select_related("rank", "unit").annotate(
        last_expiry=Max("certificates__expires_on", filter=issued)
    )


def smallest_unit_that_asks() -> tuple[Unit, Counter[str]] | None:
    """The unit with the fewest people of those in which someone may request, and who is there.

    The people in service are counted by grade, with those of the units above, whose commanders
    stand in the chain of command. None where nobody may request.
    """
    asking = Account.objects.filter(is_active=True, grants__role=Role.REQUESTER)
    units = {unit.pk: unit for unit in Unit.objects.all()}
    people = _people_by_unit()
    staffed = [
        (units[key], sum((people[above] for above in _upward(units[key], units)), Counter()))
        for key in sorted(set(asking.values_list("person__unit", flat=True)) & units.keys())
    ]
    return min(staffed, key=lambda each: each[1].total(), default=None)


def _people_by_unit() -> defaultdict[int, Counter[str]]:
    """Who is in active service, counted by grade in each unit."""
    active = Person.objects.filter(status=PersonStatus.ACTIVE).order_by()
    people: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for unit, grade in active.values_list("unit", "rank__grade"):
        people[unit][grade] += 1
    return people


def _upward(unit: Unit | None, units: Mapping[int, Unit]) -> Iterator[int]:
    """The keys of the unit and of all above it."""
    while unit is not None:
        yield unit.pk
        unit = units.get(unit.parent_id)
