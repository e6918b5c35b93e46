"""Decisions, kept as they were made."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from policy.policies.choices import Outcome
from policy.policies.deciding import CompiledPolicy, Verdict, decide, smallest_changes
from policy.policies.models import Decision, Reason
from policy.policies.queries import deciding_at, rule_keys


@transaction.atomic(savepoint=False)
def record_decision(
    *,
    gate: str,
    facts: Mapping[str, object],
    at: datetime,
    deciding: dict[int, CompiledPolicy] | None = None,
) -> Decision:
    """Asks the policies in force at `at` and keeps what they say, with the facts as they stand.

    `deciding` are those policies where they were read already. A refusal is kept with the smallest
    changes of facts that would turn it.
    """
    by_version = deciding_at(at) if deciding is None else deciding
    policies = list(by_version.values())
    verdict = decide(policies, gate=gate, facts=facts)
    refused = verdict.outcome == Outcome.REFUSED
    decision = Decision.objects.create(
        gate=gate,
        outcome=verdict.outcome,
        made_at=at,
        facts=dict(facts),
        requirements=[dict(requirement) for requirement in verdict.requirements],
        unknown=list(verdict.unknown),
        to_permit=smallest_changes(policies, gate=gate, facts=facts) if refused else [],
    )
    _keep_versions(decision, by_version)
    _keep_reasons(decision, verdict, by_version)
    return decision


def _keep_versions(decision: Decision, versions: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO policies_decisionversion (decision_id, version_id)"
            " SELECT %s, unnest(%s::bigint[])",
            [decision.pk, list(versions)],
        )


def _keep_reasons(
    decision: Decision, verdict: Verdict, by_version: Mapping[int, CompiledPolicy]
) -> None:
    keys = {policy.slug: rule_keys(version) for version, policy in by_version.items()}
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
