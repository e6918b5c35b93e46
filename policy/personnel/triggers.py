"""Triggers on personnel: what no write may store, whichever way it comes."""

import pgtrigger

from policy.personnel.choices import NOT_SERVING, STANDS_ALONE


def no_cycle(name: str, *, up: str, named: str, words: str) -> pgtrigger.Trigger:
    """Refuses a row whose field `up` leads, over any number of rows, back to the row itself.

    `words` say what would be wrong, with % for the column `named` of the row.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(f"{up}_id"),
        condition=pgtrigger.Q(**{f"new__{up}__isnull": False}),
        func=pgtrigger.Func(
            f"""
            -- One writer at a time: two changes that make a cycle only together cannot both pass.
            PERFORM pg_advisory_xact_lock('{{meta.db_table}}'::regclass::oid::bigint);
            IF EXISTS (
                WITH RECURSIVE above AS (
                    SELECT NEW.{up}_id AS id
                    UNION
                    SELECT t.{up}_id FROM {{meta.db_table}} t JOIN above ON t.id = above.id
                )
                SELECT FROM above WHERE id = NEW.id
            ) THEN
                RAISE EXCEPTION '{words}', NEW.{named} USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
            """
        ),
    )


NO_CYCLE_IN_CHAIN = no_cycle(
    "no_cycle_in_chain",
    up="supervisor",
    named="serial_number",
    words="The chain of command of % would lead back to the same person.",
)

NO_CYCLE_OF_UNITS = no_cycle(
    "no_cycle_of_units",
    up="parent",
    named="code",
    words="The unit % would be placed below itself.",
)


def listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


ACCOUNT_FOLLOWS_STATUS = pgtrigger.Trigger(
    name="account_follows_status",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("status"),
    condition=pgtrigger.Q(new__status__in=NOT_SERVING),
    func=pgtrigger.Func(
        """
        UPDATE personnel_account SET is_active = false WHERE person_id = NEW.id AND is_active;
        RETURN NULL;
        """
    ),
)

ACTIVE_ONLY_WHILE_SERVING = pgtrigger.Trigger(
    name="active_only_while_serving",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_active", "person_id"),
    func=pgtrigger.Func(
        f"""
        -- The person's row is locked so that the status cannot change meanwhile.
        IF NEW.is_active AND (
            SELECT status FROM personnel_person WHERE id = NEW.person_id FOR SHARE
        ) IN ({listed(NOT_SERVING)}) THEN
            RAISE EXCEPTION 'The account % cannot be active: its person does not serve.',
                NEW.username USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.person_id IS DISTINCT FROM NEW.person_id
           AND OLD.person_id IS NOT NULL THEN
            RAISE EXCEPTION 'The account % belongs to its person for good.', NEW.username
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.is_active THEN
            NEW.times_closed = OLD.times_closed + 1;
        END IF;
        RETURN NEW;
        """
    ),
)

ROLES_KEPT_APART = pgtrigger.Trigger(
    name="roles_kept_apart",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=pgtrigger.Func(
        f"""
        -- The account's row is locked so that two grants at once cannot both pass.
        PERFORM FROM personnel_account WHERE id = NEW.account_id FOR UPDATE;
        IF EXISTS (
            SELECT FROM {{meta.db_table}} other
            WHERE other.account_id = NEW.account_id AND other.id <> NEW.id
              AND (NEW.role IN ({listed(STANDS_ALONE)}) OR other.role IN ({listed(STANDS_ALONE)}))
        ) THEN
            RAISE EXCEPTION 'The role % cannot be held together with another role.', NEW.role
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """
    ),
)

CERTIFICATE_KEPT = pgtrigger.Trigger(
    name="certificate_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=pgtrigger.Func(
        """
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'The certificate % cannot be deleted, but revoked.', OLD.number
                USING ERRCODE = 'check_violation';
        END IF;
        IF to_jsonb(NEW) - ARRAY['revoked_on', 'revocation_reason']
           <> to_jsonb(OLD) - ARRAY['revoked_on', 'revocation_reason'] THEN
            RAISE EXCEPTION 'The certificate % is issued and cannot be changed. Revoke it, and '
                'issue another.', OLD.number USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.revoked_on IS NOT NULL
           AND (NEW.revoked_on, NEW.revocation_reason)
               IS DISTINCT FROM (OLD.revoked_on, OLD.revocation_reason) THEN
            RAISE EXCEPTION 'The revocation of the certificate % cannot be changed.', OLD.number
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """
    ),
)
