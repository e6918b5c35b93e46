"""What lines of a log did show of each service: it may be less than their format can."""

from collections.abc import Iterable, Mapping

from audits.discovery.contacts import Contact
from audits.discovery.formats import Format, Shows
from audits.discovery.services import Standing

# By the name of a service, the most that any line shows of it.
Shown = Mapping[str, Shows]

_ORDER = list(Shows).index
# Of these it matters whether a search can be counted.
_SEARCHED = (Standing.PROHIBITED, Standing.ALLOWED)


def shown_by(contacts: Iterable[Contact]) -> Shown:
    """What `contacts` show; those that were stopped show nothing that could have been missed."""
    told = (one for one in contacts if one.went_through and one.service.standing in _SEARCHED)
    return _most((one.service.name, one.shows) for one in told)


def merged(several: Iterable[Shown]) -> Shown:
    """What `several` parts of a log show of each service."""
    return _most((name, Shows(shows)) for one in several for name, shows in one.items())


def most_of(formats: Iterable[Format]) -> Shows:
    """The most that a line of one of `formats` can show."""
    return max((one.shows for one in formats), key=_ORDER, default=Shows.ADDRESSES)


def most(shown: Shown, otherwise: Shows) -> Shows:
    """The most of all that is shown; `otherwise` where nothing is."""
    return max(shown.values(), key=_ORDER, default=otherwise)


def _most(pairs: Iterable[tuple[str, Shows]]) -> Shown:
    shown: dict[str, Shows] = {}
    for name, shows in pairs:
        shown[name] = max(shows, shown.get(name, shows), key=_ORDER)
    return shown
