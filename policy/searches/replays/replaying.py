"""What a version would have changed, counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from policy.language.sql import Sql
from policy.policies.deciding import CompiledPolicy
from policy.policies.models import Decision
from policy.policies.replaying import RuleName, Span, flips_in, spans_of
from policy.searches.replays.figures import figures_of

Figures = dict[str, Any]


@transaction.atomic
def replay(
    draft: CompiledPolicy, *, begins: datetime, ends: datetime, instead_of: tuple[str, ...] = ()
) -> Figures:
    """What `draft` would have changed of the decisions made from `begins` on and before `ends`.

    Each is decided again on the facts that were kept with it, by the policies that were in force
    at that moment, with `draft` in the place of its own policy and of those named in `instead_of`.
    Nothing that is stored changes. `figures_of` says what is counted.
    """
    rules = _fill(spans_of(draft, begins=begins, ends=ends, instead_of=instead_of))
    decided = Decision.objects.filter(made_at__gte=begins, made_at__lt=ends)
    return {
        "policy": draft.slug,
        "version": draft.version,
        "title": draft.title,
        "from": begins.isoformat(),
        "to": ends.isoformat(),
        "instead_of": list(instead_of),
        "decisions": decided.filter(waivers__isnull=True).count(),
        "waived": decided.filter(waivers__isnull=False).distinct().count(),
        **figures_of(rules),
    }


def _fill(spans: Sequence[Span]) -> list[RuleName]:
    """Puts all flips into the temporary table `flips`; its rules are places in the answer.

    As one CREATE TABLE, which PostgreSQL may spread over its workers.
    """
    rules: list[RuleName] = []
    queries: list[Sql] = []
    for span in spans:
        flips, names = flips_in(span, len(rules))
        queries.append(flips)
        rules += names
    everything = " UNION ALL ".join(query.text for query in queries)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS flips")
        cursor.execute(
            f"CREATE TEMPORARY TABLE flips ON COMMIT DROP AS {everything}",
            tuple(value for query in queries for value in query.parameters),
        )
    return rules
