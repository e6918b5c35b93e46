"""Triggers on the trail's own tables, and the one that it hangs on every recorded table."""

import pgtrigger

from audits.trail.recording.rows import changed, whole
from audits.trail.recording.tables import Table
from policy.changes.choices import Verdict
from policy.keeping import NEVER_EMPTIED, WRITTEN_ONCE, listed, only_where

__all__ = [
    "ENTRY_GOES",
    "ENTRY_WRITTEN",
    "NEVER_EMPTIED",
    "ORDER_CARRIED_OUT",
    "PLACE_KEPT",
    "SEALED_IN_SCOPE",
    "WRITTEN_ONCE",
    "finding",
    "recording",
]


# The longest entry that a bundle of the published log can hold, and the longest verb or kind and
# key that an index can, in bytes.
LONGEST = 65_535
LONGEST_WORD, LONGEST_KEY = 100, 1_000

# What only the trigger on a recorded table tells, and the owner of the tables as the trail begins.
OF_ROWS = ("insert", "update", "delete")

# The parts of an event, in order, as a writer gives them; what else is in an entry is the
# database's own. The last two are canonical JSON.
TOLD = ("verb", "kind", "key", "request", "person", "before", "after")


def _member(name: str, value: str) -> str:
    return f"'\"{name}\":'||COALESCE(to_json({value})::text, 'null')"


_ENTRY = {
    "account": "acting ->> 'account'",
    "actor": "acting ->> 'actor'",
    "address": "acting ->> 'address'",
    "at": "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "content": "encode(sha256(NEW.content), 'hex')",
    "database_user": "session_user::text",
    "key": "NEW.event[3]",
    "kind": "NEW.event[2]",
    "nonce": "left(nonces, 32)",
    "person": "NEW.event[5]",
    "request": "NEW.event[4]",
    "roles": "acting ->> 'roles'",
    "v": "'1'::text",
    "verb": "NEW.event[1]",
    "web": "acting ->> 'web'",
}
_MEMBERS = ", ".join(_member(name, value) for name, value in sorted(_ENTRY.items()))

# 256 bits that nobody can guess, in hexadecimal: half for the entry, half for its content.
# One number from the operating system costs as much as the rest of an entry: random(), which the
# server seeds from it, adds the bits that a UUID lacks.
_NONCES = "encode(sha256(uuid_send(gen_random_uuid()) || float8send(random())), 'hex')"

_NUMBER = "'^[1-9][0-9]{0,17}$'"
_NO_TEXT = """'$.* ? (@.type() != "string" && @.type() != "null")'"""
_IS_OWNER = """(
    SELECT pg_has_role(current_user, relowner, 'USAGE')
    FROM pg_class WHERE oid = 'public.trail_entry'::regclass
)"""

ENTRY_WRITTEN = pgtrigger.Trigger(
    name="entry_written",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("acting", "jsonb := NULLIF(current_setting('gatehouse.acting', true), '')::jsonb"),
        ("nonces", f"text := {_NONCES}"),
    ],
    func=f"""
        IF COALESCE(btrim(acting ->> 'actor'), '') = '' THEN
            RAISE EXCEPTION 'a write names who acts' USING
                ERRCODE = 'insufficient_privilege',
                HINT = $hint$SET gatehouse.acting = '{{"actor": "name", "reason": "why"}}'$hint$;
        END IF;
        -- Whoever writes an entry by hand cannot make it one that nobody can read, or one of a row.
        IF cardinality(NEW.event) IS DISTINCT FROM {len(TOLD)}
           OR COALESCE(NEW.event[1], '') = '' OR COALESCE(NEW.event[2], '') = ''
           OR octet_length(NEW.event[1]) > {LONGEST_WORD}
           OR octet_length(NEW.event[2]) > {LONGEST_WORD}
           OR NEW.event[3] IS NULL OR octet_length(NEW.event[3]) > {LONGEST_KEY}
           OR NOT COALESCE(NEW.event[4], '1') ~ {_NUMBER}
           OR NOT COALESCE(NEW.event[5], '1') ~ {_NUMBER}
           OR NOT COALESCE(acting ->> 'account', '1') ~ {_NUMBER}
           OR jsonb_typeof(NEW.event[6]::jsonb) <> 'object'
           OR jsonb_typeof(NEW.event[7]::jsonb) <> 'object'
           OR NEW.event[6]::jsonb @? {_NO_TEXT} OR NEW.event[7]::jsonb @? {_NO_TEXT}
           OR (NEW.event[1] IN ({listed(OF_ROWS)}) AND pg_trigger_depth() < 2)
           OR (NEW.event[1] = 'found' AND NOT {_IS_OWNER}) THEN
            RAISE EXCEPTION 'an event is told in {len(TOLD)} parts: {", ".join(TOLD)}'
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.content := convert_to(
            '{{"after":' || COALESCE(NEW.event[7], 'null')
            || ',"before":' || COALESCE(NEW.event[6], 'null')
            || ',"nonce":"' || right(nonces, 32)
            || '","reason":' || COALESCE(to_json(acting ->> 'reason')::text, 'null') || '}}',
            'UTF8'
        );
        NEW.entry := convert_to('{{' || concat_ws(',', {_MEMBERS}) || '}}', 'UTF8');
        IF octet_length(NEW.entry) > {LONGEST} THEN
            RAISE EXCEPTION 'an entry has at most {LONGEST} bytes, this one has %',
                octet_length(NEW.entry) USING ERRCODE = 'check_violation';
        END IF;
        NEW.leaf := sha256('\\x00'::bytea || NEW.entry);
        NEW.transaction := pg_current_xact_id()::text::bigint;
        NEW.event := NULL;
        RETURN NEW;
    """,
)

# The order that takes the content of the row `OLD` out, being carried out now.
_BEING_SEALED = """EXISTS (
                SELECT FROM trail_sealedentry sealed
                JOIN trail_sealingorder sealing ON sealing.id = sealed.order_id
                WHERE sealed.entry_id = {entry}
                  AND sealing.verdict = 'approved' AND NOT sealing.applied
            )"""

ENTRY_GOES = pgtrigger.Trigger(
    name="entry_goes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        -- Its content alone goes, under an order.
        IF TG_OP = 'UPDATE' THEN
            IF OLD.content IS NOT NULL AND NEW.content IS NULL
               AND to_jsonb(NEW) - 'content' = to_jsonb(OLD) - 'content'
               AND {_BEING_SEALED.format(entry="OLD.id")} THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'the trail is only ever added to' USING ERRCODE = 'check_violation';
    """,
)

PLACE_KEPT = pgtrigger.Trigger(
    name="place_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        -- The words of its content go with it.
        IF TG_OP = 'UPDATE' THEN
            IF to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words'
               AND {_BEING_SEALED.format(entry="OLD.entry_id")}
               AND NEW.words = (
                    SELECT trail_words(convert_from(entry.entry, 'UTF8')::jsonb, NULL)
                    FROM trail_entry entry WHERE entry.id = OLD.entry_id
               ) THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'an entry keeps its place' USING ERRCODE = 'check_violation';
    """,
)

SEALED_IN_SCOPE = only_where(
    "sealed_in_scope",
    """
        SELECT FROM trail_sealingorder sealing
        CROSS JOIN LATERAL trail_scope(sealing.request_id, sealing.position_id) scope
        JOIN trail_entry entry ON entry.id = scope.entry_id
        WHERE sealing.id = NEW.order_id AND entry.id = NEW.entry_id
          AND sealing.verdict = 'approved' AND NOT sealing.applied
          AND entry.content IS NOT NULL
    """,
    otherwise="an approved order seals what it names, when it is approved",
)

ORDER_CARRIED_OUT = pgtrigger.Trigger(
    name="sealing_order_carried_out",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__verdict=Verdict.OPEN, new__verdict=Verdict.APPROVED),
    func="""
        PERFORM trail_seal(NEW.id);
        RETURN NULL;
    """,
)


def recording(table: Table) -> pgtrigger.Trigger:
    """Records each row of `table` that is inserted, updated or deleted, in the same transaction."""
    return pgtrigger.Trigger(
        name="recorded",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("before", "text"), ("after", "text")],
        func=f"""
            IF TG_OP = 'DELETE' THEN
                before := {whole(table, "OLD")};
                {_tell(table, "OLD", "NULL")};
                RETURN NULL;
            END IF;
            IF TG_OP = 'INSERT' THEN
                after := {whole(table, "NEW")};
            ELSIF OLD.{table.key} IS DISTINCT FROM NEW.{table.key} THEN
                -- Under another key it is another row.
                before := {whole(table, "OLD")};
                {_tell(table, "OLD", "NULL", "'delete'")};
                before := NULL;
                after := {whole(table, "NEW")};
                {_tell(table, "NEW", "after", "'insert'")};
                RETURN NULL;
            ELSE
                before := {changed(table, "OLD")};
                after := {changed(table, "NEW")};
                IF after IS NULL THEN
                    RETURN NULL;
                END IF;
            END IF;
            {_tell(table, "NEW", "after")};
            RETURN NULL;
        """,
    )


def _tell(table: Table, row: str, after: str, verb: str = "lower(TG_OP)") -> str:
    return (
        "INSERT INTO public.trail_entry (event) VALUES"
        f" (ARRAY[{verb}, {_which(table, row)}, before, {after}])"
    )


def finding(table: Table) -> str:
    """SQL that tells the trail of every row of `table` as it is found."""
    return (
        "INSERT INTO public.trail_entry (event)"
        f" SELECT ARRAY['found', {_which(table, 'found')}, NULL, {whole(table, 'found')}]"
        f" FROM public.{table.name} found ORDER BY found.{table.key}"
    )


def _which(table: Table, row: str) -> str:
    """SQL for kind, key, request and person of `row`."""
    request, person = (about.format(row=row) for about in (table.about.request, table.about.person))
    return f"'{table.kind}', {row}.{table.key}::text, ({request})::text, ({person})::text"
