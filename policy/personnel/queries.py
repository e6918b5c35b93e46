"""Reads of personnel that more than one place needs."""

from datetime import date

from policy.personnel.choices import Track
from policy.personnel.models import Certificate, Person

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


def chain_of_command(person: Person) -> list[Person]:
    """The supervisors above `person`, the nearest first."""
    return list(Person.objects.raw(CHAIN, [person.pk]).prefetch_related("rank"))


def is_in_chain_of(supervisor: Person, person: Person) -> bool:
    """Is `supervisor` above `person`, at any height?"""
    return any(above.pk == supervisor.pk for above in Person.objects.raw(CHAIN, [person.pk]))


def people_under(supervisor: Person) -> list[int]:
    """The keys of everyone below `supervisor`, at any depth."""
    return [person.pk for person in Person.objects.raw(COMMAND, [supervisor.pk])]


def certificate_on(person: Person, day: date, track: Track) -> Certificate | None:
    """The certificate that qualifies `person` on `day` (that day, not today), if any."""
    return (
        Certificate.objects.filter(person=person)
        .valid_on(day)
        .for_track(track)
        .order_by("-issued_on")
        .first()
    )
