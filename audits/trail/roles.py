"""Who may do what in the database: the application cannot touch what it told the trail."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

PREFIX = "gatehouse"
KINDS = ("owner", "app", "sequencer", "auditor")

_ADDED_BY_SEQUENCER = (
    "trail_position",
    "trail_checkpoint",
    "trail_cosignature",
    "trail_signingkey",
)
# What the application says of an order to seal when it is decided; the rest is written once, or by
# the function that carries it out.
_DECIDED = ("verdict", "decided_by_id", "decided_at", "decision_reason")
# Whoever could read these could sign in as somebody else.
_SECRET_TABLES = ("django_session", "mfa_authenticator")
_SECRET_COLUMNS = {"personnel_account": ("password",)}


@dataclass(frozen=True)
class Roles:
    """The names of the four roles: `prefix` and what each is for."""

    prefix: str = PREFIX

    def __getitem__(self, kind: str) -> sql.Identifier:
        return sql.Identifier(self.name(kind))

    def name(self, kind: str) -> str:
        return f"{self.prefix}_{kind}"


def statements(roles: Roles, *, database: str) -> Iterator[sql.Composed]:
    """What makes the roles out of whatever is there; to be run by a superuser, again at will."""
    names = {kind: roles[kind] for kind in KINDS}
    words = {**names, "database": sql.Identifier(database)}
    for text in (*_DATABASE, *_EVERYTHING):
        yield sql.SQL(text).format(**words)
    yield from _owned(roles)
    for table in _ADDED_BY_SEQUENCER:
        yield sql.SQL("GRANT INSERT ON {} TO {}").format(sql.Identifier(table), roles["sequencer"])
    yield from _hidden(roles)


def make_roles(roles: Roles) -> None:
    """Make the four roles where they are missing, and give each what it may do and no more.

    Whoever runs it has to be a superuser; what is there already is brought to the same. Without
    a password nobody signs in as them but where the server trusts its own machine.
    """
    with connection.cursor() as cursor:
        for kind in KINDS:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [roles.name(kind)])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(roles[kind]))
        for statement in statements(roles, database=connection.settings_dict["NAME"]):
            cursor.execute(statement)


_DATABASE = (
    "ALTER DATABASE {database} OWNER TO {owner}",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {app}, {sequencer}, {auditor}",
    "GRANT TEMPORARY ON DATABASE {database} TO {app}",
    "ALTER SCHEMA public OWNER TO {owner}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}, {sequencer}, {auditor}",
)
_LATER = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT"
_EVERYTHING = (
    # Whoever leaves a transaction open keeps the sequencer reading again what is placed.
    "ALTER ROLE {app} SET idle_in_transaction_session_timeout = '5min'",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {app}, {sequencer}, {auditor}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}, {sequencer}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {auditor}",
    # What a later migration makes.
    f"{_LATER} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{app}}",
    f"{_LATER} USAGE, SELECT ON SEQUENCES TO {{app}}, {{sequencer}}",
    f"{_LATER} SELECT ON TABLES TO {{auditor}}",
)


def _owned(roles: Roles) -> Iterator[sql.Composed]:
    """Hand everything to the owner, and take back what the application may not do to the trail."""
    for statement in _rows(_OBJECTS):
        yield sql.SQL(statement).format(roles["owner"])
    for table in _rows("SELECT tablename FROM pg_tables WHERE tablename LIKE 'trail\\_%%'"):
        it = sql.Identifier(table)
        yield sql.SQL("REVOKE ALL ON {} FROM {}").format(it, roles["app"])
        yield sql.SQL("GRANT SELECT ON {} TO {}, {}").format(it, roles["app"], roles["sequencer"])
    for statement in _OF_THE_APPLICATION:
        yield sql.SQL(statement).format(roles["app"])


_OF_THE_APPLICATION = (
    "GRANT INSERT (event) ON trail_entry TO {}",
    "GRANT INSERT ON trail_verification TO {}",
    f"GRANT INSERT, UPDATE ({', '.join(_DECIDED)}) ON trail_sealingorder TO {{}}",
    "GRANT EXECUTE ON FUNCTION trail_seal(bigint) TO {}",
)


def _hidden(roles: Roles) -> Iterator[sql.Composed]:
    for table in _SECRET_TABLES:
        yield sql.SQL("REVOKE ALL ON {} FROM {}").format(sql.Identifier(table), roles["auditor"])
    for table, secret in _SECRET_COLUMNS.items():
        it = sql.Identifier(table)
        told = [sql.Identifier(name) for name in _rows(_COLUMNS, table) if name not in secret]
        yield sql.SQL("REVOKE ALL ON {} FROM {}").format(it, roles["auditor"])
        yield sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(
            sql.SQL(", ").join(told), it, roles["auditor"]
        )


# Whatever no extension brought, and no table brings along.
_OBJECTS = """
    SELECT format('ALTER TABLE %%s OWNER TO {}', oid::regclass)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'p')
    UNION ALL
    SELECT format('ALTER FUNCTION %%s OWNER TO {}', oid::regprocedure)
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e'
    )
    UNION ALL
    SELECT format('ALTER TYPE %%s OWNER TO {}', oid::regtype)
    FROM pg_type WHERE typnamespace = 'public'::regnamespace AND (
        typtype = 'e' OR typrelid IN (SELECT oid FROM pg_class WHERE relkind = 'c')
    )
"""
_COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"


def _rows(query: str, *parameters: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [row[0] for row in cursor.fetchall()]
