"""What an entry is about, told by whatever still tells it."""

from django.utils.translation import gettext as _

from audits.trail.models import Position
from audits.trail.verifying.published import Published
from audits.trail.verifying.results import About

_MEMBERS = ("at", "actor", "verb", "kind", "key")


def sealed_as(published: Published, index: int, leaf: bytes | None) -> About | None:
    """What the published log says that the entry with this hash was."""
    told = published.entry(index, leaf) if leaf else {}
    return About(**{name: told.get(name) or "" for name in _MEMBERS}) if told else None


def stands_as(index: int) -> About | None:
    """What the database says of this place now."""
    row = Position.objects.filter(index=index).values(*_MEMBERS).first()
    if row is None:
        return None
    return About(**{**row, "at": row["at"].isoformat()})


def in_words(about: About | None) -> str:
    if about is None:
        return _("nothing tells what it was")
    return _("%(actor)s: %(verb)s %(kind)s %(key)s, at %(at)s") % {
        "actor": about.actor,
        "verb": about.verb,
        "kind": about.kind,
        "key": about.key,
        "at": about.at,
    }
