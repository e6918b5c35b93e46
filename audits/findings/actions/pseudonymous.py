"""What people do about findings that concern them stands in the trail under their pseudonym."""

from collections.abc import Iterator
from contextlib import contextmanager

from audits.findings.pseudonyms import pseudonym
from audits.trail.acting import Acting, acting_as
from policy.personnel.models import Account


@contextmanager
def acting_as_subject(account: Account) -> Iterator[None]:
    """Acts as the pseudonym of the account's person: no account, no address, no web request.

    Raises PermissionDenied for an account of nobody's.
    """
    with acting_as(Acting(actor=pseudonym(account.member.serial_number))):
        yield
