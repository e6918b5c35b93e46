"""The example requests of a pack: each must be one that its policy could be asked of."""

from django.utils.translation import gettext as _

from policy.language.facts import FactError, Vocabulary, check_facts
from policy.policies.choices import Gate
from policy.policies.packs.errors import Report
from policy.policies.packs.lines import Path
from policy.policies.packs.schema import CaseText, Pack

_ORDER = {gate: place for place, gate in enumerate(Gate.values)}


def check_case(
    case: CaseText, pack: Pack, vocabulary: Vocabulary, path: Path, report: Report
) -> None:
    """Report each fact that is unknown, too early, or has a value that it cannot have."""
    for name, value in case.facts.items():
        if problem := _problem_of(name, value, case.gate, vocabulary):
            report.add((*path, "facts", name), problem)
    known = {clause.id for clause in pack.clauses}
    for clause in case.clauses:
        if clause not in known and not report.has(("clause",)):
            report.add((*path, "clauses"), _('there is no clause "%s"') % clause)


def _problem_of(name: str, value: object, gate: str, vocabulary: Vocabulary) -> str:
    try:
        check_facts({name: value}, vocabulary)
    except FactError as error:
        return str(error)
    first = vocabulary[name].known_from
    if gate and _ORDER[gate] < _ORDER[first]:
        words = {"fact": name, "from": first, "gate": gate}
        return _("%(fact)s is known from the gate %(from)s on, not yet at %(gate)s") % words
    return ""
