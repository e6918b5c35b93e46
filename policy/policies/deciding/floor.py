"""The floor beneath the policies: what they cannot permit, whatever they say."""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils.translation import gettext as _

from policy.language.evaluate import Facts
from policy.language.facts import Fact
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding.changes import Changes, as_it_is, smallest_changes
from policy.policies.deciding.compiling import CompiledPolicy
from policy.policies.deciding.deciding import decide
from policy.policies.deciding.verdicts import REGISTER, Reason, Verdict
from policy.systems.choices import SystemStatus

# The gates up to the search itself: what was searched is still compared and told.
GATES = (Gate.SUBMIT, Gate.APPROVE, Gate.RUN)

STATUS = "system.status"
ALLOWED: Changes = {STATUS: SystemStatus.ALLOWED.value}


def on_the_floor(verdict: Verdict, facts: Facts) -> Verdict:
    """Return what holds of a verdict: a refusal where the register does not allow the system.

    A policy that refuses by itself keeps the word, so that its clause is the reason.
    """
    if verdict.outcome is Outcome.REFUSED or not _is_barred(verdict.gate, facts):
        return verdict
    return Verdict(Outcome.REFUSED, verdict.gate, (_reason(facts),))


def changes_to_permit(
    policies: Sequence[CompiledPolicy],
    *,
    gate: str,
    facts: Facts,
    narrowed: Callable[[Fact], Fact] = as_it_is,
) -> list[Changes]:
    """Return the smallest changes that would permit, as `smallest_changes` does, on the floor."""
    found = partial(smallest_changes, policies, gate=gate, narrowed=narrowed)
    if not _is_barred(gate, facts):
        return found(facts=facts)
    allowed = {**facts, **ALLOWED}
    if decide(policies, gate=gate, facts=allowed).outcome is Outcome.PERMITTED:
        return [dict(ALLOWED)]
    return [change | ALLOWED for change in found(facts=allowed)]


def _is_barred(gate: str, facts: Facts) -> bool:
    status = facts.get(STATUS)
    return gate in GATES and status is not None and status != SystemStatus.ALLOWED


def _reason(facts: Facts) -> Reason:
    words = {
        "system": facts.get("system.name") or _("this system"),
        "status": SystemStatus(str(facts[STATUS])).label,
    }
    text = _(
        "The register of systems has %(system)s as %(status)s. A search is asked for, approved "
        "and run only on a system that the register has as allowed."
    )
    return Reason(None, None, None, None, REGISTER, text % words)
