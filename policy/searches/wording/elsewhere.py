"""On which system of the register the same request would have been permitted."""

from django.utils import timezone

from policy.policies.choices import Outcome
from policy.policies.deciding import decide
from policy.policies.models import Decision
from policy.policies.queries import compiled
from policy.searches.facts import system_facts
from policy.systems.choices import SystemStatus
from policy.systems.models import System


def permitted_on(decision: Decision) -> list[str]:
    """The allowed systems on which the versions that decided permit the facts that they had.

    Only the facts of the system differ; each system is taken as the register has it now.
    """
    policies = [compiled(version) for version in decision.versions.all()]
    others = {
        name: value for name, value in decision.facts.items() if not name.startswith("system.")
    }
    day = timezone.localdate(decision.made_at)
    return [
        system.name
        for system in System.objects.filter(status=SystemStatus.ALLOWED)
        if decide(policies, gate=decision.gate, facts=others | system_facts(system, day)).outcome
        == Outcome.PERMITTED
    ]
