"""The columns by which entries are found, held against the bytes of the entries."""

import json
from collections.abc import Iterator

from django.db import DataError, connection, transaction
from django.utils.translation import gettext as _

from audits.trail.choices import Wrong
from audits.trail.models import Position
from audits.trail.verifying.results import MOST_TOLD, Fault

_DIFFER = """
    SELECT position.index FROM public.trail_position position
    JOIN public.trail_entry entry ON entry.id = position.entry_id
    CROSS JOIN LATERAL json_to_record(convert_from(entry.entry, 'UTF8')::json) AS told (
        at timestamptz, actor text, account bigint, verb text, kind text, key text,
        request bigint, person bigint
    )
    WHERE (position.at, position.actor, position.account_id, position.verb, position.kind,
           position.key, position.request_id, position.person_id)
        IS DISTINCT FROM (told.at, told.actor, told.account, told.verb, told.kind,
           COALESCE(told.key, ''), told.request, told.person)
    LIMIT %s
"""
_NUMBERS = ("account", "request", "person")


def wrong_columns() -> Iterator[Fault]:
    """Places that are found by something else than what their entry says."""
    words = _("Entry %(index)s is found by other words than it says: its columns were changed.")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_DIFFER, [MOST_TOLD])
            indexes = sorted(index for (index,) in cursor.fetchall())
    except DataError:
        words = _("Entry %(index)s is not written as the database writes entries.")
        indexes = _unreadable()
    for index in indexes:
        yield Fault(
            wrong=Wrong.CHANGED,
            words=words % {"index": f"{index:,}"},
            index=index,
            evidence="columns",
        )


def _unreadable() -> list[int]:
    rows = Position.objects.order_by("index").values_list("index", "entry__entry")
    found = (index for index, entry in rows.iterator() if not _is_readable(bytes(entry or b"")))
    return [index for index, _number in zip(found, range(MOST_TOLD), strict=False)]


def _is_readable(entry: bytes) -> bool:
    try:
        told = json.loads(entry)
        return all(told[name] is None or int(told[name]) > 0 for name in _NUMBERS)
    except (ValueError, KeyError, TypeError):
        return False
