"""Decisions, kept as they were made."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from policy.lists.queries import Lists, current
from policy.policies.choices import Outcome
from policy.policies.deciding import (
    CompiledPolicy,
    Verdict,
    changes_to_permit,
    decide,
    on_the_floor,
    spoken,
)
from policy.policies.models import Decision, DecisionWaiver, Reason
from policy.policies.queries import Deciding, deciding_at, rule_keys
from policy.policies.vocabulary.lists import offered_on


@transaction.atomic(savepoint=False)
def record_decision(
    *,
    gate: str,
    facts: Mapping[str, object],
    at: datetime,
    case_number: str = "",
    deciding: Mapping[int, Deciding] | None = None,
) -> Decision:
    """Asks the policies in force at `at` and keeps what they say, with the facts as they stand.

    A system that the register does not allow is refused where they would not. Rules that are
    waived for the case are not asked; the decision names the waivers that it rests on. A refusal
    is kept with the smallest changes of facts that would turn it. `deciding` are the policies
    where they were read already, for the same case.
    """
    lists = current()
    by_version = deciding or deciding_at(at, case_number, lists)
    policies = [found.without_waived for found in by_version.values()]
    verdict = on_the_floor(decide(policies, gate=gate, facts=facts), facts)
    refused = verdict.outcome == Outcome.REFUSED
    decision = Decision.objects.create(
        gate=gate,
        outcome=verdict.outcome,
        made_at=at,
        facts=dict(facts),
        requirements=[dict(requirement) for requirement in verdict.requirements],
        unknown=list(verdict.unknown),
        to_permit=_to_permit(policies, lists, gate, facts, at) if refused else [],
        reason_count=len(verdict.reasons),
    )
    _keep_versions(decision, by_version)
    _keep_reasons(decision, verdict, by_version)
    _keep_waivers(decision, by_version)
    return decision


def _keep_versions(decision: Decision, versions: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO policies_decisionversion (decision_id, version_id)"
            " SELECT %s, unnest(%s::bigint[])",
            [decision.pk, list(versions)],
        )


def _to_permit(
    policies: Sequence[CompiledPolicy],
    lists: Lists,
    gate: str,
    facts: Mapping[str, object],
    at: datetime,
) -> list[dict[str, object]]:
    """The smallest changes to what someone may still choose on that day."""
    narrowed = partial(offered_on, lists=lists, day=timezone.localdate(at))
    return changes_to_permit(policies, gate=gate, facts=facts, narrowed=narrowed)


def _keep_reasons(decision: Decision, verdict: Verdict, by_version: Mapping[int, Deciding]) -> None:
    keys = {found.policy.slug: rule_keys(version) for version, found in by_version.items()}
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


def _keep_waivers(decision: Decision, by_version: Mapping[int, Deciding]) -> None:
    rested_on = [
        found.waivers[rule]
        for found in by_version.values()
        if found.waivers
        for rule in spoken(found.policy, frozenset(found.waivers), decision.gate, decision.facts)
    ]
    if rested_on:
        DecisionWaiver.objects.bulk_create(
            DecisionWaiver(decision=decision, waiver_id=waiver) for waiver in rested_on
        )
