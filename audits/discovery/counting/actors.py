"""Who made each contact; a try that was denied belongs to whoever tried again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from audits.discovery.contacts import Contact
from audits.discovery.counting.observations import Seen
from audits.discovery.people.attributing import Records, attribute

# A browser answers a proxy that asks for a name at once, a person within this time.
RETRIED = timedelta(minutes=1)


def with_actors(contacts: Iterable[Contact], records: Records) -> list[Seen]:
    """Each contact with who made it, in the order of time.

    A proxy denies a request that names nobody, and the same comes again with a name: the first one
    is taken to be of the same person as the second.
    """
    seen = [Seen(one, attribute(one, records)) for one in sorted(contacts, key=lambda c: c.at)]
    retries: dict[tuple[str, str], Seen] = {}
    for place in range(len(seen) - 1, -1, -1):
        one = seen[place]
        key = one.contact.client, one.contact.service.slug
        if one.contact.went_through:
            retries[key] = one
        elif not one.contact.user and key in retries:
            seen[place] = _as_retried(one, retries[key])
    return seen


def _as_retried(one: Seen, retry: Seen) -> Seen:
    near = retry.contact.at - one.contact.at <= RETRIED
    return replace(one, attribution=retry.attribution) if near else one
