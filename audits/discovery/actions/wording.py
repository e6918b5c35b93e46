"""What findings of discovery say, without naming whom they are about."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.discovery.counting.observations import RECORDS, Kind, Observation
from audits.discovery.reconciling import Reconciled
from audits.findings.actions import EvidenceOf
from policy.personnel.models import Person
from policy.systems.models import System


def what(unheld: Sequence[Reconciled], system: System) -> str:
    """What a finding of `unheld` says."""
    return _("%(system)s was reached, and nothing explains it: %(counts)s.") % {
        "system": system.name,
        "counts": counts_in_words([one.observation for one in unheld]),
    }


def sources_of(several: Sequence[Reconciled], person: Person | None) -> list[str]:
    """Where they were seen; a file that is named after the person is not named."""
    sources = {source for one in several for source in one.observation.sources}
    names = _names(person, several) if person else set()
    return sorted({_unless_named(source, names) for source in sources})


def _names(person: Person, several: Sequence[Reconciled]) -> set[str]:
    users = {seen.contact.user for one in several for seen in one.observation.seen}
    told = {person.serial_number, person.email, person.last_name, *users}
    told |= {name.replace("\\", "@").split("@")[part] for name in users for part in (0, -1)}
    told.add(person.email.partition("@")[0])
    return {name.casefold() for name in told if len(name) > 2 or name == person.serial_number}


def _unless_named(source: str, names: set[str]) -> str:
    return str(_("a sealed log")) if any(one in source.casefold() for one in names) else source


def period_of(several: Sequence[Reconciled]) -> tuple[datetime, datetime]:
    """From the first moment to the last."""
    seen = [one.observation for one in several]
    return min(one.at for one in seen), max(one.until for one in seen)


def evidence_in_words(unheld: Sequence[Reconciled], person: Person | None) -> EvidenceOf:
    """The evidence that `unheld` are, in words that name nobody."""
    first, last = period_of(unheld)
    sources = sources_of(unheld, person)
    words = _("%(counts)s, from %(first)s to %(last)s UTC, seen in %(sources)s") % {
        "counts": counts_in_words([one.observation for one in unheld]),
        "first": f"{first:%Y-%m-%d %H:%M}",
        "last": f"{last:%Y-%m-%d %H:%M}",
        "sources": ", ".join(sources),
    }
    return EvidenceOf(words, at=last, times=sum(map(_searches, unheld)), counts=True)


def _searches(one: Reconciled) -> int:
    seen = one.observation
    return 1 if seen.kind == Kind.SEARCH else seen.searches_told


def counts_in_words(several: Sequence[Observation]) -> str:
    """`12 searches, 3 visits`, of what there is; what others tell of is told apart."""
    counts = Counter("record" if one.kind in RECORDS else one.kind for one in several)
    searches, visits, attempts = (counts[one] for one in (Kind.SEARCH, Kind.VISIT, Kind.ATTEMPT))
    records, told = counts["record"], sum(one.searches_told for one in several)
    words = (
        (searches, ngettext("%(n)s search", "%(n)s searches", searches)),
        (visits, ngettext("%(n)s visit", "%(n)s visits", visits)),
        (attempts, ngettext("%(n)s stopped attempt", "%(n)s stopped attempts", attempts)),
        (records, ngettext("%(n)s record of others", "%(n)s records of others", records)),
        (
            told,
            ngettext("%(n)s search that they tell of", "%(n)s searches that they tell of", told),
        ),
    )
    return ", ".join(text % {"n": number} for number, text in words if number)
