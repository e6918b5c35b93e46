"""Acts under somebody's name, and the trail placed, signed and published."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from audits.trail.acting import Acting, acting_as
from audits.trail.log.keys import Signer, generate
from audits.trail.models import Position
from audits.trail.sequencing.placing import place
from audits.trail.sequencing.publishing import publish_latest
from audits.trail.wording import Names, acts, read_all, sentence
from policy.personnel.models import Account
from tests.policy.searches.office import AT

KEY = generate(settings.TRAIL_ORIGIN)


@contextmanager
def acting(account: Account) -> Iterator[None]:
    """Whatever happens within is done by `account`, in one web request."""
    name = str(account.person) if account.person else account.username
    with acting_as(Acting(actor=name, account=account.pk, web=f"web{account.pk}")):
        yield


def seal(key: Signer = KEY) -> None:
    """Every entry gets its place, and the log is published."""
    sign(key)
    publish_latest()


def sign(key: Signer = KEY) -> None:
    while place(signers=[key], at=AT):
        pass


def told(**filters: object) -> list[str]:
    """The sentences of these entries, the oldest first, each with the others beside it."""
    positions = Position.objects.filter(**filters).select_related("entry").order_by("index")
    entries = read_all(positions)
    names = Names(entries)
    return [sentence(each, names, entries) for each in entries]


def acts_told(**filters: object) -> list[str]:
    positions = Position.objects.filter(**filters).select_related("entry").order_by("index")
    entries = read_all(positions)
    return [act.line.text for act in acts(entries, Names(entries))]
