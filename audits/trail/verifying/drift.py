"""Who flipped the switch: the rows that are there now, held against what the trail says of them."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.recording.rows import whole
from audits.trail.recording.tables import Table, recorded_tables
from audits.trail.verifying.results import MOST_TOLD, About, Fault

_LONGEST_VALUE = 80

# Entries that have no place yet count as well: what they tell has happened. The order is that in
# which they were written: of two transactions that change one row, the second waits for the first,
# whichever of them gets its place in the log first, and wherever the clock stood.
_EVENTS = """
    SELECT position.key, position.verb, position.at, position.actor, position.index, entry.id,
        entry.content
    FROM public.trail_position position
    JOIN public.trail_entry entry ON entry.id = position.entry_id
    WHERE position.kind = %(kind)s AND position.verb = ANY(%(verbs)s)
    UNION ALL
    SELECT told.key, told.verb, told.at, told.actor, NULL, entry.id, entry.content
    FROM public.trail_entry entry
    CROSS JOIN LATERAL json_to_record(convert_from(entry.entry, 'UTF8')::json) AS told (
        key text, verb text, kind text, actor text, at timestamptz
    )
    WHERE entry.transaction >= %(horizon)s AND told.kind = %(kind)s AND told.verb = ANY(%(verbs)s)
      AND NOT EXISTS (
          SELECT FROM public.trail_position placed WHERE placed.entry_id = entry.id
      )
"""
# What is told of each row since it was last deleted, the latest of each column. An entry whose
# content was sealed may have told any column: of such a row, only what was told later counts.
_TOLD = """
    of_this_life AS (
        SELECT * FROM (
            SELECT *, count(*) FILTER (WHERE verb = 'delete') OVER later AS deletions,
                count(*) FILTER (WHERE content IS NULL) OVER later AS sealed
            FROM events WINDOW later AS (PARTITION BY key ORDER BY id DESC)
        ) one WHERE deletions = 0
    ),
    told AS (
        SELECT life.key, COALESCE(jsonb_object_agg(member.key, member.value
                ORDER BY life.id) FILTER (WHERE member.key IS NOT NULL), '{}') AS columns
        FROM of_this_life life
        LEFT JOIN LATERAL jsonb_each(
            NULLIF(convert_from(life.content, 'UTF8')::jsonb -> 'after', 'null')
        ) member ON life.sealed = 0
        GROUP BY life.key
    )
"""
_DIFFER = """
    SELECT COALESCE(told.key, now.key), told.columns, now.columns
    FROM told FULL JOIN now ON now.key = told.key
    WHERE told.key IS NULL OR now.key IS NULL
       OR (NOT now.columns @> told.columns AND EXISTS (
           SELECT FROM jsonb_each(told.columns) member
           WHERE now.columns ? member.key AND now.columns -> member.key <> member.value
       ))
    ORDER BY 1 LIMIT %(most)s
"""
_LATEST = """
    SELECT actor, at, index FROM events
    WHERE key = %(key)s AND (
        %(column)s = '' OR convert_from(content, 'UTF8')::jsonb -> 'after' ? %(column)s
    )
    ORDER BY id DESC LIMIT 1
"""
_LAST_TOLD = f"WITH events AS ({_EVENTS}) {_LATEST}"
_HORIZON = """
    SELECT COALESCE((
        SELECT CASE WHEN horizon <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            THEN horizon ELSE 0 END
        FROM public.trail_checkpoint ORDER BY size DESC LIMIT 1
    ), 0)
"""
_VERBS = ["found", "insert", "update", "delete"]


def drifted() -> Iterator[Fault]:
    """Each row that is not as the trail says: one that nobody added, one gone, one changed.

    To be asked in one snapshot: a row and the entry that tells of it are committed together.
    """
    horizon = _rows(_HORIZON)[0][0]
    for table in recorded_tables():
        yield from _drifted(table, {"kind": table.kind, "verbs": _VERBS, "horizon": horizon})


def _differences(table: Table) -> str:
    now = f"SELECT row.{table.key}::text AS key, ({whole(table, 'row')})::jsonb AS columns"
    now_of_table = f"{now} FROM public.{table.name} row"
    return f"WITH events AS ({_EVENTS}), {_TOLD}, now AS ({now_of_table}) {_DIFFER}"


def _drifted(table: Table, told: dict[str, Any]) -> Iterator[Fault]:
    rows = _rows(_differences(table), {**told, "most": MOST_TOLD + 1})
    for key, columns, now in rows[:MOST_TOLD]:
        if columns is None:
            words = _("%(kind)s %(key)s is there, and nobody added it as far as the trail tells.")
            yield _fault(table, key, words % {"kind": table.kind, "key": key}, "added")
        elif now is None:
            yield _gone(table, key, _last_told(told, key, ""))
        else:
            yield from _changed(table, key, columns, now, told)
    if len(rows) > MOST_TOLD:
        words = _("More rows of %(kind)s are not as the trail says.") % {"kind": table.kind}
        yield _fault(table, "", words, "more")


def _gone(table: Table, key: str, last: dict[str, str]) -> Fault:
    words = _(
        "%(kind)s %(key)s is gone, and nobody deleted it as far as the trail tells; last told by "
        "%(actor)s at %(at)s (entry %(index)s)."
    )
    return _fault(table, key, words % {"kind": table.kind, "key": key, **last}, "gone")


def _changed(
    table: Table, key: str, columns: str, now: str, told: dict[str, Any]
) -> Iterator[Fault]:
    words = _(
        "%(kind)s %(key)s: %(column)s is %(now)s, but the trail says %(told)s, last told by "
        "%(actor)s at %(at)s (entry %(index)s)."
    )
    present = json.loads(now)
    for column, value in json.loads(columns).items():
        if column in present and present[column] != value:
            named = {"column": column, "now": _shown(present[column]), "told": _shown(value)}
            last = _last_told(told, key, column)
            sentence = words % {"kind": table.kind, "key": key, **named, **last}
            yield _fault(table, key, sentence, f"{column} {present[column]}"[:200])


def _last_told(told: dict[str, Any], key: str, column: str) -> dict[str, str]:
    rows = _rows(_LAST_TOLD, {**told, "key": key, "column": column})
    actor, at, index = rows[0]
    place = _("without a place yet") if index is None else f"{index:,}"
    return {"actor": actor, "at": f"{at:%Y-%m-%d %H:%M:%S}Z", "index": place}


def _shown(value: str | None) -> str:
    if value is None:
        return _("empty")
    return f"“{value[:_LONGEST_VALUE]}…”" if len(value) > _LONGEST_VALUE else f"“{value}”"


def _fault(table: Table, key: str, words: str, evidence: str) -> Fault:
    about = About(kind=table.kind, key=key)
    told = f"{table.kind} {key} {evidence}"
    return Fault(wrong=Wrong.DRIFTED, words=words, about=about, evidence=told)


def _rows(query: str, parameters: dict[str, Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
