"""One sentence for each entry of the trail."""

from collections.abc import Sequence

from audits.trail.wording import (
    general,
    of_discovery,
    of_policies,
    of_searches,
    of_the_trail,
    of_the_web,
)
from audits.trail.wording.names import Names
from audits.trail.wording.saying import TEMPLATES, Saying
from audits.trail.wording.telling import Told

__all__ = [
    "general",
    "of_discovery",
    "of_policies",
    "of_searches",
    "of_the_trail",
    "of_the_web",
    "sentence",
]


def sentence(told: Told, names: Names, beside: Sequence[Told] = ()) -> str:
    """Who did what, by the template of the event, or the general one.

    A template reads the content; without it, all that is known is what the entry itself says.
    """
    saying = Saying(told, names, beside)
    if told.is_sealed or told.is_withheld:
        return general.without_content(saying)
    template = TEMPLATES.get((told.kind, told.verb), general.by_verb(told.verb))
    return template(saying)
