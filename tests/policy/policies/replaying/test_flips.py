"""What SQL says of past decisions is what deciding them again would say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import compile_pack, decide, on_the_floor
from policy.policies.models import Decision
from policy.policies.replaying import Span, flips_in
from tests.harness.examples import times
from tests.policy.language.strategies import facts
from tests.policy.policies.packs.strategies import ALWAYS_KNOWN, packs

pytestmark = pytest.mark.django_db

MADE = datetime(2026, 5, 1, tzinfo=UTC)


def stored(rows, gate):
    Decision.objects.all()._raw_delete(Decision.objects.db)
    return Decision.objects.bulk_create(
        Decision(gate=gate, outcome=outcome, made_at=MADE, facts=known) for known, outcome in rows
    )


def flips(policies):
    """The decision, the outcome then and now, and the rules that decide now, per flip."""
    span = Span(MADE, MADE + timedelta(days=1), tuple(policies))
    query, names = flips_in(span)
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.parameters)
        return {
            (key, before, after, tuple(sorted(names[place] for place in rules)))
            for key, before, after, rules in cursor.fetchall()
        }


def decided_again(policies, decision, gate):
    decided = decide(policies, gate=gate, facts=decision.facts)
    verdict = on_the_floor(decided, decision.facts)
    rules = sorted((r.policy, r.clause, r.rule) for r in verdict.reasons if r.rule)
    return (decision.pk, decision.outcome, verdict.outcome.value, tuple(rules))


some_facts = facts(ALWAYS_KNOWN)
some_rows = st.lists(st.tuples(some_facts, st.sampled_from(Outcome.values)), min_size=1, max_size=6)


@pytest.fixture(autouse=True)
def _without_triggers(db):
    """Decisions are written once; here each example begins with none."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")


@settings(
    max_examples=times(0.4),
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(
    st.lists(packs(), max_size=2, unique_by=lambda pack: pack.policy.slug),
    some_rows,
    st.sampled_from(Gate),
)
def test_a_replay_says_what_deciding_again_says(some, rows, gate):
    policies = [compile_pack(pack) for pack in some]
    decisions = stored(rows, gate)
    again = [decided_again(policies, decision, gate) for decision in decisions]

    found = flips(policies)

    expected = {entry[:3]: set(entry[3]) for entry in again if entry[1] != entry[2]}
    assert {entry[:3] for entry in found} == set(expected)
    for *flip, rules in found:
        deciding = expected[tuple(flip)]
        # Of an undecided request a replay names every open rule, also those that change nothing.
        # The register refuses without a rule.
        if flip[2] == "undecided" or not deciding:
            assert set(rules) >= deciding
        else:
            assert set(rules) == deciding
