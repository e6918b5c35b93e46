"""Decisions, kept as they were made."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from policy.policies.choices import Outcome
from policy.policies.deciding import Verdict, changes_to_permit, decide, on_the_floor
from policy.policies.models import Decision, DecisionVersion, Reason, Version
from policy.policies.queries import compiled, rule_keys, versions_in_force


@transaction.atomic(savepoint=False)
def record_decision(*, gate: str, facts: Mapping[str, object], at: datetime) -> Decision:
    """Asks the policies in force at `at` and keeps what they say, with the facts as they stand.

    A system that the register does not allow is refused where they would not.

    A refusal is kept with the smallest changes of facts that would turn it.
    """
    versions = list(versions_in_force(at))
    policies = [compiled(version) for version in versions]
    verdict = on_the_floor(decide(policies, gate=gate, facts=facts), facts)
    refused = verdict.outcome == Outcome.REFUSED
    decision = Decision.objects.create(
        gate=gate,
        outcome=verdict.outcome,
        made_at=at,
        facts=dict(facts),
        requirements=[dict(requirement) for requirement in verdict.requirements],
        unknown=list(verdict.unknown),
        to_permit=changes_to_permit(policies, gate=gate, facts=facts) if refused else [],
        reason_count=len(verdict.reasons),
    )
    DecisionVersion.objects.bulk_create(
        DecisionVersion(decision=decision, version=version) for version in versions
    )
    _keep_reasons(decision, verdict, versions)
    return decision


def _keep_reasons(decision: Decision, verdict: Verdict, versions: Sequence[Version]) -> None:
    keys = {version.policy.slug: rule_keys(version) for version in versions}
    Reason.objects.bulk_create(
        Reason(
            decision=decision,
            position=position,
            rule_id=keys[reason.policy][reason.rule] if reason.policy and reason.rule else None,
            effect=reason.effect,
            text=reason.text,
        )
        for position, reason in enumerate(verdict.reasons, 1)
    )
