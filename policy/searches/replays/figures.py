"""What is counted of the flips of a replay: SQL over the table that the replay filled."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from policy.policies.replaying import RuleName

# So many requests are named one by one; the counts are of all.
LISTED = 500

_ABOUT = """
    FROM flips f
    JOIN policies_decision d ON d.id = f.decision_id
    LEFT JOIN searches_step s ON s.decision_id = d.id
    LEFT JOIN searches_searchrequest r ON r.id = s.request_id
    LEFT JOIN personnel_unit u ON u.id = r.unit_id
"""
_COUNT = """
    SELECT {what}, f.before, f.after, count(*)
    {about}
    GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""
_RULES_NOW = """
    SELECT number, f.before, f.after, count(*) FROM flips f, unnest(f.rules) number
    GROUP BY 1, 2, 3
"""
_CLAUSES_THEN = """
    SELECT p.slug, v.number, c.identifier, f.before, f.after, count(DISTINCT f.decision_id)
    FROM flips f
    JOIN policies_reason reason ON reason.decision_id = f.decision_id
    JOIN policies_rule rule ON rule.id = reason.rule_id
    JOIN policies_clause c ON c.id = rule.clause_id
    JOIN policies_version v ON v.id = c.version_id
    JOIN policies_policy p ON p.id = v.policy_id
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2, 3, 4, 5
"""
_REQUESTS = f"""
    SELECT r.id, r.number, d.id, d.gate, d.made_at, f.before, f.after, f.rules
    {_ABOUT}
    ORDER BY d.made_at DESC, d.id DESC LIMIT {LISTED}
"""

Names = Sequence[RuleName]
Rows = list[dict[str, Any]]


def figures_of(rules: Names) -> dict[str, Any]:
    """Counts of decisions that flip, each entry with the outcome `before` and `after`.

    By gate, by the clause that decides now and the one that decided then, by unit, offense and
    system; and the latest of them with their requests. `rules` names policy, clause and rule.
    """
    return {
        "flips": _grouped("d.gate", "gate"),
        "flipped": _rows("SELECT count(*) FROM flips")[0][0],
        "by_clause": _by_clause(rules),
        "by_clause_then": _by_clause_then(),
        "by_unit": _grouped("u.name", "unit"),
        "by_offense": _grouped("d.facts->>'request.offense'", "offense"),
        "by_system": _grouped("d.facts->>'system.name'", "system"),
        "requests": [_request(row, rules) for row in _rows(_REQUESTS)],
    }


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _grouped(what: str, name: str) -> Rows:
    return [
        {name: value, "before": before, "after": after, "decisions": count}
        for value, before, after, count in _rows(_COUNT.format(what=what, about=_ABOUT))
    ]


def _by_clause(rules: Names) -> Rows:
    """A clause that speaks in several spans of time or by several rules is one entry each rule."""
    counted: dict[tuple[str, ...], int] = {}
    for number, before, after, count in _rows(_RULES_NOW):
        key = (*rules[number], before, after)
        counted[key] = counted.get(key, 0) + count
    names = ("policy", "clause", "rule", "before", "after")
    ordered = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    return [{**dict(zip(names, key, strict=True)), "decisions": n} for key, n in ordered]


def _by_clause_then() -> Rows:
    names = ("policy", "version", "clause", "before", "after", "decisions")
    return [dict(zip(names, row, strict=True)) for row in _rows(_CLAUSES_THEN)]


def _request(row: tuple, rules: Names) -> dict[str, Any]:
    key, number, decision, gate, made_at, before, after, decided_by = row
    return {
        "request": number,
        "key": key,
        "decision": decision,
        "gate": gate,
        "made_at": made_at.isoformat(),
        "before": before,
        "after": after,
        "rules": [list(rules[place]) for place in decided_by],
    }
