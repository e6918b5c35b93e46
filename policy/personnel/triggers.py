"""Triggers on personnel: what no write may store, whichever way it comes."""

import pgtrigger

from policy.personnel.choices import STANDS_ALONE

NO_CYCLE_IN_CHAIN = pgtrigger.Trigger(
    name="no_cycle_in_chain",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("supervisor_id"),
    condition=pgtrigger.Q(new__supervisor__isnull=False),
    func=pgtrigger.Func(
        """
        IF EXISTS (
            WITH RECURSIVE chain AS (
                SELECT NEW.supervisor_id AS id
                UNION
                SELECT p.supervisor_id FROM {meta.db_table} p JOIN chain ON p.id = chain.id
            )
            SELECT FROM chain WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'the chain of command of % would lead back to itself',
                NEW.serial_number USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """
    ),
)

_ALONE = ", ".join(f"'{role.value}'" for role in STANDS_ALONE)

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
              AND (NEW.role IN ({_ALONE}) OR other.role IN ({_ALONE}))
        ) THEN
            RAISE EXCEPTION 'the role % cannot be held together with another role', NEW.role
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """
    ),
)
