"""Decisions, kept as they were made."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from policy.lists.queries import Lists, current
from policy.policies.choices import Outcome
from policy.policies.deciding import CompiledPolicy, Verdict, decide, smallest_changes
from policy.policies.models import Decision, DecisionVersion, Reason, Version
from policy.policies.queries import compiled, rule_keys, versions_in_force
from policy.policies.vocabulary.lists import offered_on


@transaction.atomic(savepoint=False)
def record_decision(*, gate: str, facts: Mapping[str, object], at: datetime) -> Decision:
    """Asks the policies in force at `at` and keeps what they say, with the facts as they stand.

    A refusal is kept with the smallest changes of facts that would turn it.
    """
    versions, lists = list(versions_in_force(at)), current()
    policies = [compiled(version, lists) for version in versions]
    verdict = decide(policies, gate=gate, facts=facts)
    refused = verdict.outcome == Outcome.REFUSED
    decision = Decision.objects.create(
        gate=gate,
        outcome=verdict.outcome,
        made_at=at,
        facts=dict(facts),
        requirements=[dict(requirement) for requirement in verdict.requirements],
        unknown=list(verdict.unknown),
        to_permit=_to_permit(policies, lists, gate, facts, at) if refused else [],
    )
    DecisionVersion.objects.bulk_create(
        DecisionVersion(decision=decision, version=version) for version in versions
    )
    _keep_reasons(decision, verdict, versions)
    return decision


def _to_permit(
    policies: Sequence[CompiledPolicy],
    lists: Lists,
    gate: str,
    facts: Mapping[str, object],
    at: datetime,
) -> list[dict[str, object]]:
    """The smallest changes to what someone may still choose on that day."""
    narrowed = partial(offered_on, lists=lists, day=timezone.localdate(at))
    return smallest_changes(policies, gate=gate, facts=facts, narrowed=narrowed)


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
