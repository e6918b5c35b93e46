"""Who is behind a pseudonym: for what goes on without saying it, and for whom it is granted."""

from audits.findings.models import Finding, Subject
from audits.findings.pseudonyms import unseal
from policy.personnel.models import Account, Person


def person_of(subject: Subject) -> Person | None:
    """Who it is; for those alone to whom it was granted. None where the register has nobody."""
    serial = unseal(subject.sealed)
    people = Person.objects.select_related("rank", "unit")
    return people.filter(serial_number=serial).first()


def has_account(finding: Finding) -> bool:
    """Whether the person whom it is about could sign in now."""
    person = person_of(finding.subject) if finding.subject else None
    return person is not None and Account.objects.filter(person=person, is_active=True).exists()
