"""Events that no row shows, told to the trail by the web layer."""

import json
from collections.abc import Mapping

from django.db import connection

from audits.trail.acting import storable
from audits.trail.triggers import LONGEST_KEY

_TELL = """
    INSERT INTO public.trail_entry (event) VALUES (ARRAY[
        %s, %s, %s, %s::bigint::text, %s::bigint::text, NULL, public.trail_text(%s::jsonb)
    ])
"""


def tell(
    verb: str,
    *,
    kind: str,
    key: object = "",
    request: int | None = None,
    person: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Record that whoever acts now did `verb` to the record `key` of `kind`.

    `request` and `person` are the keys of the search request and the person that it is about;
    `details` is flat. Raises when it cannot be recorded: what is not recorded may not happen.
    """
    with connection.cursor() as cursor:
        told = [verb, kind, _beginning(storable(str(key))), request, person, _text(details or {})]
        cursor.execute(_TELL, told)


def _beginning(key: object) -> str:
    """As much of a key as an entry is found by."""
    return str(key).encode()[:LONGEST_KEY].decode(errors="ignore")


def _text(details: Mapping[str, object]) -> str:
    return json.dumps(
        {name: None if value is None else storable(str(value)) for name, value in details.items()}
    )
