"""Twenty rules asked of a million past decisions, against the same question written by hand."""

import json
import random
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from policy.language.sql import Sql
from policy.policies.deciding import CompiledPolicy, compile_pack, decide
from policy.policies.packs import ClauseText, Pack, PolicyHead, RuleText, VersionHead
from policy.searches.replays import replay
from tests.bench import decide as deciding
from tests.bench.measuring import Row, medians

DECISIONS = 1_000_000
KINDS_OF_REQUEST = 2_000
ROUNDS = 3
BEGINS = datetime(2001, 1, 1, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=366)
# The rule that the draft has beyond what decided then: all that it refuses would have flipped.
NEW = "!requester.certificate_current"

# What someone who knows SQL would write for each of the rules, in their order.
BY_HAND = (
    "facts->>'system.ownership' = 'commercial'",
    "(facts->>'request.agency_is_outside')::boolean",
    "NOT (facts->>'requester.certificate_current')::boolean",
    "facts->>'system.status' = 'prohibited'",
    "facts->>'request.purpose' = 'predictive_analysis'",
    "facts->>'request.image_source' = 'body_camera'",
    "facts->>'request.media' = 'sketch'",
    "facts->>'request.media' = 'live' AND facts->>'request.purpose' <> 'imminent_threat'",
    "NOT (facts->>'request.case_number_present')::boolean",
    "NOT (facts->>'request.justification_present')::boolean",
    "facts->>'request.offense' IN ('abortion', 'consensual_sex', 'immigration')",
    "facts->'system.galleries' @> '[\"open_source\"]'",
    "facts->'system.galleries' @> '[\"social_media\"]'",
    "(facts->>'system.true_positive_rate')::numeric < 98",
    "facts->>'request.legal_basis' = 'none' AND facts->>'request.purpose' = 'criminal_investigation'",  # noqa: E501
    "facts->>'system.name' = 'LACRIS'",
    "facts->>'request.purpose' IN ('missing_person', 'deceased', 'incapacitated')",
    "facts->>'request.offense' IN ('homicide', 'robbery', 'kidnapping') AND NOT (facts->>'request.offense_is_attempt')::boolean",  # noqa: E501
    "(facts->>'request.exigent')::boolean",
    "(facts->>'requester.sworn')::boolean AND facts->>'request.media' = 'still'",
)


def rows() -> list[Row]:
    """The benchmark's row; a minute. Raises AssertionError where the two counts disagree."""
    with transaction.atomic():
        _fill()
        draft = _policy(deciding.RULES)
        counted: dict[str, int] = {}

        def ours() -> None:
            counted["ours"] = replay(draft, begins=BEGINS, ends=ENDS)["flipped"]

        def by_hand() -> None:
            counted["by hand"] = _by_hand()

        replayed, filtered = medians([ours, by_hand], ROUNDS)
        assert counted["ours"] == counted["by hand"], counted
        transaction.set_rollback(True)
    return [
        Row(
            f"a replay of {DECISIONS:,} decisions by 20 rules",
            f"{replayed / 1000:.2f} s",
            f"{filtered / 1000:.2f} s for the filter written by hand",
            f"{replayed / filtered:.2f}",
            "at most 3",
        )
    ]


def _policy(rules: tuple[tuple[str, str, str], ...]) -> CompiledPolicy:
    clause = ClauseText("1", "Benchmark", "Twenty rules.", "enforced")
    texts = tuple(
        RuleText(f"rule-{number}", "1", ("submit",), effect, when)
        for number, (effect, when, _) in enumerate(rules)
    )
    head = PolicyHead("benchmark", "Benchmark", "Benchmark")
    return compile_pack(Pack(head, VersionHead(1), (clause,), texts))


def _fill() -> None:
    """A million decisions of as many kinds as matter, as the rules without the new one decided."""
    draw = random.Random(deciding.SEED)  # noqa: S311 (nothing here is secret)
    then = [_policy(tuple(rule for rule in deciding.RULES if rule[1] != NEW))]
    kinds = [deciding.draw_request(draw) for _ in range(KINDS_OF_REQUEST)]
    outcomes = [decide(then, gate="submit", facts=facts).outcome.value for facts in kinds]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO policies_decision"
            " (gate, outcome, made_at, facts, requirements, unknown, to_permit, reason_count)"
            " SELECT 'submit', kind.outcome, %s + n * interval '10 seconds', kind.facts::jsonb,"
            "  '[]', '[]', '[]', 0"
            " FROM unnest(%s::text[], %s::text[]) kind(facts, outcome), generate_series(1, %s) n",
            [BEGINS, [json.dumps(f) for f in kinds], outcomes, DECISIONS // KINDS_OF_REQUEST],
        )
        cursor.execute("ANALYZE policies_decision")


def _by_hand() -> int:
    away = " OR ".join(f"({test})" for test in BY_HAND[:15])
    toward = " OR ".join(f"({test})" for test in BY_HAND[15:])
    query = Sql(
        "SELECT count(*) FROM policies_decision WHERE gate = 'submit'"  # noqa: S608
        f" AND made_at >= %s AND made_at < %s AND outcome <> CASE WHEN {away} THEN 'refused'"
        f" WHEN {toward} THEN 'permitted' ELSE 'refused' END",
        (BEGINS, ENDS),
    )
    with connection.cursor() as cursor:
        cursor.execute(query.text, query.parameters)
        (count,) = cursor.fetchone()
    return int(count)
