"""Whom a finding is about, written down by pseudonym."""

import re
from collections.abc import Iterable
from typing import Any

from audits.findings.errors import NamesSomebody
from audits.findings.models import Finding, HandlingRule, Subject
from audits.findings.pseudonyms import mark, pseudonym, seal
from audits.findings.queries import violations_of
from policy.personnel.models import Person

# A number within a date, a time or another number is no serial number.
_BEFORE, _AFTER = r"(?<![\w:.,-])", r"(?![\w:-]|[.,]\d)"


def subject_of(person: Person) -> Subject:
    """The subject that `person` is, made where there is none yet."""
    serial = person.serial_number
    subject, _made = Subject.objects.get_or_create(
        code=pseudonym(serial), defaults={"sealed": seal(serial)}
    )
    return subject


def subjects_of(people: Iterable[Person]) -> dict[str, Subject]:
    """As `subject_of`, of several at once, by serial number."""
    serials = {pseudonym(person.serial_number): person.serial_number for person in people}
    subjects = Subject.objects.filter(code__in=serials)
    known = set(subjects.values_list("code", flat=True))
    missing = (
        Subject(code=code, sealed=seal(serial))
        for code, serial in serials.items()
        if code not in known
    )
    Subject.objects.bulk_create(missing, ignore_conflicts=True)
    return {serials[subject.code]: subject for subject in subjects.all()}


def hold(subject: Subject) -> Subject:
    """Locks it: what one tells of oneself and what is found of one do not miss each other."""
    return Subject.objects.select_for_update().get(pk=subject.pk)


def about(person: Person, finding: Finding, rule: HandlingRule) -> dict[str, Any]:
    """The columns of `finding` that say whom it is about, and what follows from that."""
    subject = hold(subject_of(person))
    earlier = violations_of(subject).count()
    return {
        "subject": subject,
        "mark": mark(finding.reference, person.serial_number),
        "earlier": earlier,
        "severity": rule.severity_after(earlier),
    }


def name_nobody(person: Person, texts: Iterable[str], *, counts: bool = False) -> None:
    """Raises NamesSomebody where one of `texts`, which every reader sees, names `person`.

    With `counts`, a number in them is no serial number.
    """
    told = "\n".join(texts)
    serial = "" if counts else person.serial_number
    for name in filter(None, (serial, person.name, person.email)):
        if re.search(rf"{_BEFORE}{re.escape(name)}{_AFTER}", told, re.IGNORECASE):
            raise NamesSomebody("A finding does not name whom it is about; seal it as private.")
