"""Who made each contact; a try that was denied belongs to whoever tried again."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from audits.discovery.counting.observations import SAME_SEARCH
from audits.discovery.counting.seen import Seen, seen
from audits.discovery.people.attributing import Confidence, Records, attribute
from audits.discovery.sightings import Sighting

# A browser answers a proxy that asks for a name at once, a person within this time.
RETRIED = timedelta(minutes=1)
# Who made a contact can depend on others so long before the first moment that it may be of, and so
# long after the last one.
BEFORE, AFTER = SAME_SEARCH, RETRIED + SAME_SEARCH


def with_actors(contacts: Iterable[Sighting], records: Records) -> list[Seen]:
    """Each contact with who made it, in the order of time.

    A proxy denies a request that names nobody, and the same comes again with a name: the first one
    is taken to be of the same person as the second.
    """
    several = [seen(one, attribute(one, records)) for one in sorted(contacts, key=_at)]
    retries: dict[tuple[str, str, str], Seen] = {}
    for place in range(len(several) - 1, -1, -1):
        one = several[place]
        key = one.source, one.contact.client, one.contact.service.slug
        if one.contact.went_through and one.contact.client:
            retries[key] = one
        elif one.contact.asks_for_name and key in retries:
            several[place] = _as_retried(one, retries[key])
    return _named_by_others(several)


def _named_by_others(several: list[Seen]) -> list[Seen]:
    """Where another log names who used an address at that moment, a line without a name is theirs.

    So a search that two logs show from a machine that several share is one search of one person.
    """
    named: dict[tuple[str, str], list[Seen]] = {}
    for one in several:
        if one.attribution.confidence == Confidence.NAMED and one.contact.client:
            named.setdefault(_place(one), []).append(one)
    return [_named(one, named.get(_place(one), [])) for one in several]


def _named(one: Seen, named: list[Seen]) -> Seen:
    if one.contact.user or one.contact.unbelieved or one.attribution.confidence == Confidence.NAMED:
        return one
    told = [_others_at(when, one, named) for when in one.contact.moment.readings]
    people = {other.attribution.serial for others in told for other in others}
    if len(people) != 1 or not all(told):
        return one
    other = told[0][0].attribution
    why = f"another log names its user at that moment: {other.why}"
    return seen(one.contact, replace(other, why=why))


def _others_at(when: datetime, one: Seen, named: list[Seen]) -> list[Seen]:
    after = bisect_left(named, when - SAME_SEARCH, key=_moment)
    until = bisect_right(named, when + SAME_SEARCH, key=_moment)
    return [other for other in named[after:until] if other.source != one.source]


def _place(one: Seen) -> tuple[str, str]:
    return one.contact.client, one.contact.service.slug


def _moment(one: Seen) -> datetime:
    return one.contact.at


def _at(one: Sighting) -> datetime:
    return one.at


def _as_retried(one: Seen, retry: Seen) -> Seen:
    near = retry.contact.at - one.contact.at <= RETRIED
    named = retry.attribution.confidence == Confidence.NAMED
    return seen(one.contact, retry.attribution) if near and named else one
