"""What a version would have changed, counted."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from policy.language.sql import Sql
from policy.policies.choices import Gate
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
    rules: list[RuleName] = []
    _make_table()
    for span in spans_of(draft, begins=begins, ends=ends, instead_of=instead_of):
        for gate in Gate:
            rules += _fill(span, gate, offset=len(rules))
    decided = Decision.objects.filter(made_at__gte=begins, made_at__lt=ends)
    return {
        "policy": draft.slug,
        "version": draft.version,
        "title": draft.title,
        "from": begins.isoformat(),
        "to": ends.isoformat(),
        "instead_of": list(instead_of),
        "decisions": decided.count(),
        **figures_of(rules),
    }


def _make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS flips")
        cursor.execute(
            "CREATE TEMPORARY TABLE flips (decision_id bigint, before text, after text,"
            " rules integer[]) ON COMMIT DROP"
        )


def _fill(span: Span, gate: Gate, *, offset: int) -> list[RuleName]:
    """Adds the flips of a span at a gate; rules are numbered on from `offset` over all of them."""
    flips, names = flips_in(span, gate)
    numbered = Sql(
        "INSERT INTO flips SELECT decision_id, before, after,"  # noqa: S608
        f" ARRAY(SELECT number + %s FROM unnest(rules) number) FROM ({flips.text}) f",
        (offset, *flips.parameters),
    )
    with connection.cursor() as cursor:
        cursor.execute(numbered.text, numbered.parameters)
    return names
