"""What holds for every table whose rows are kept, in each app."""

from collections.abc import Iterable
from textwrap import dedent, indent

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections

# Statements that empty a table pass by every trigger on its rows.
NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="""
        RAISE EXCEPTION 'the rows of % are kept: the table is never emptied', TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    """,
)

# Of what is told once and for all.
WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)
NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)


def only_where(
    name: str,
    rows: str,
    *,
    otherwise: str,
    operation: pgtrigger.Operation = pgtrigger.Insert,
) -> pgtrigger.Trigger:
    """Refuses a row (`NEW`) for which the SQL of `rows` finds none, with the words `otherwise`."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
        IF NOT EXISTS (
{indent(dedent(rows).strip(), " " * 12)}
        ) THEN
            RAISE EXCEPTION '{otherwise}'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
    )


def listed(values: Iterable[str]) -> str:
    """Values of our own as texts in SQL, without the brackets of a list."""
    return ", ".join(f"'{value}'" for value in values)


# The function that every trigger asks whether it should look away. The package's own does so for
# whoever names the trigger in a setting of their session.
_LOOK_AWAY = "_pgtrigger_should_ignore"
_NEVER = f"""
    CREATE OR REPLACE FUNCTION {_LOOK_AWAY}(trigger_name NAME) RETURNS BOOLEAN AS $$
        BEGIN RETURN FALSE; END;
    $$ LANGUAGE plpgsql;
"""

# A session looks for a table among its own temporary ones first: a trigger that reads a table would
# read whatever somebody put in its place.
_LOOKING_ELSEWHERE = """
    SELECT format('ALTER FUNCTION %s SET search_path = public, pg_temp', oid::regprocedure)
    FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\\_%'
        AND proconfig IS NULL
"""


def close_the_way_around(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Let no session put triggers out of action or deceive them; done after each migration.

    Nothing is written where it is done already, as the application's own role may not.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT prosrc ILIKE %s FROM pg_proc WHERE proname = %s",
            ["%current_setting%", _LOOK_AWAY],
        )
        if cursor.fetchone() == (True,):
            cursor.execute(_NEVER)
        cursor.execute(_LOOKING_ELSEWHERE)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
