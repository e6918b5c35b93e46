"""Triggers on what two administrators change: nobody writes it alone, whichever way they write.

An approved change and what it changes cannot come apart. Approving it is one statement; in it the
database writes what was approved, and this write finds its change and marks it as applied. Any
other write finds none.
"""

import pgtrigger

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.systems.choices import SystemStatus

# Made by one person at the server, as long as nobody has approved anything yet.
FIRST_ADMINISTRATORS = 2

_DECIDED = "ARRAY['verdict', 'decided_by_id', 'decided_at', 'decision_reason']"
_DEFAULTS = " ".join(f"WHEN '{each.name}' THEN {each.default}" for each in SETTINGS.values())
# One writer of administrators at a time, so that they are counted right.
_ONE_AT_A_TIME = "PERFORM pg_advisory_xact_lock('personnel_rolegrant'::regclass::oid::bigint);"


def _administers(account: str) -> str:
    """SQL: is the account with this key open, with the role of administrator?"""
    return f"""EXISTS (
        SELECT FROM personnel_account account
        JOIN personnel_rolegrant held ON held.account_id = account.id
        WHERE account.id = {account} AND account.is_active AND held.role = '{Role.ADMINISTRATOR}'
    )"""


def _apply(kind: ChangeKind, condition: str, what: str) -> str:
    """SQL: marks the change that is being approved and says exactly this; refuses without one."""
    return f"""
        UPDATE changes_change SET applied = true
        WHERE verdict = '{Verdict.APPROVED}' AND NOT applied AND kind = '{kind}' AND {condition};
        IF NOT FOUND THEN
            RAISE EXCEPTION '{what} by two administrators: one proposes it, another approves'
                USING ERRCODE = 'check_violation';
        END IF;
    """


def life(noun: str) -> pgtrigger.Trigger:
    """Of a table of proposals: each is decided once, by another administrator, and kept as it is.

    Only who applies an approved one marks it so, and within the statement that approves it.
    """
    return pgtrigger.Trigger(
        name=f"{noun.replace(' ', '_')}_life",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a {noun} is never deleted' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.verdict <> '{Verdict.OPEN}' OR NEW.applied THEN
                RAISE EXCEPTION 'a {noun} begins as a proposal' USING ERRCODE = 'check_violation';
            END IF;
            IF NOT {_administers("NEW.proposed_by_id")} THEN
                RAISE EXCEPTION 'only an administrator proposes a {noun}'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.verdict = '{Verdict.APPROVED}' AND NEW.applied AND NOT OLD.applied
           AND to_jsonb(NEW) - 'applied' = to_jsonb(OLD) - 'applied' THEN
            RETURN NEW;
        END IF;
        IF OLD.verdict <> '{Verdict.OPEN}' THEN
            RAISE EXCEPTION 'a {noun} is decided once: this one was %', OLD.verdict
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.verdict = '{Verdict.OPEN}'
           OR to_jsonb(NEW) - {_DECIDED} <> to_jsonb(OLD) - {_DECIDED} THEN
            RAISE EXCEPTION 'what was proposed cannot be changed' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT {_administers("NEW.decided_by_id")} THEN
            RAISE EXCEPTION 'only an administrator decides on a {noun}'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.verdict = '{Verdict.APPROVED}' AND NOT {_administers("NEW.proposed_by_id")} THEN
            RAISE EXCEPTION 'who proposed the {noun} is no administrator any more'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
    )


CHANGE_LIFE = life("change")

CHANGE_APPLIED = pgtrigger.Trigger(
    name="change_applied",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__verdict=Verdict.OPEN, new__verdict=Verdict.APPROVED),
    func=f"""
        CASE NEW.kind
        WHEN '{ChangeKind.ROLE_GIVEN}' THEN
            INSERT INTO personnel_rolegrant (account_id, role, granted_by_id, granted_at)
            VALUES (NEW.account_id, NEW.role, NEW.decided_by_id, NEW.decided_at);
        WHEN '{ChangeKind.ROLE_TAKEN}' THEN
            DELETE FROM personnel_rolegrant
            WHERE account_id = NEW.account_id AND role = NEW.role;
        WHEN '{ChangeKind.SYSTEM_STATUS}' THEN
            UPDATE systems_system SET status = NEW.after #>> ARRAY[]::text[]
            WHERE id = NEW.system_id AND status = NEW.before #>> ARRAY[]::text[];
        WHEN '{ChangeKind.SETTING}' THEN
            INSERT INTO changes_settingvalue (setting, system_id, value, since, change_id)
            VALUES (NEW.setting, NEW.system_id, (NEW.after #>> ARRAY[]::text[])::numeric,
                    NEW.decided_at, NEW.id);
        END CASE;
        IF NOT (SELECT applied FROM changes_change WHERE id = NEW.id) THEN
            RAISE EXCEPTION 'what the change would change is no longer as it was'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)

_OF_THIS_GRANT = "account_id = touched.account_id AND role = touched.role"

ROLE_BY_TWO = pgtrigger.Trigger(
    name="role_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("touched", "personnel_rolegrant%ROWTYPE")],
    func=f"""
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'a role is given or taken, and never turned into another'
                USING ERRCODE = 'check_violation';
        END IF;
        touched = COALESCE(NEW, OLD);
        IF touched.role = '{Role.ADMINISTRATOR}' THEN
            {_ONE_AT_A_TIME}
            IF TG_OP = 'INSERT'
               AND NOT EXISTS (SELECT FROM changes_change WHERE verdict = '{Verdict.APPROVED}')
               AND (SELECT count(*) FROM personnel_rolegrant WHERE role = touched.role)
                   < {FIRST_ADMINISTRATORS} THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' AND (
                SELECT count(*) FROM personnel_rolegrant other
                JOIN personnel_account account ON account.id = other.account_id
                WHERE other.role = touched.role AND account.is_active AND other.id <> touched.id
            ) < 2 THEN
                RAISE EXCEPTION 'two administrators always remain'
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF TG_OP = 'INSERT' THEN
            {_apply(ChangeKind.ROLE_GIVEN, _OF_THIS_GRANT, "a role is given")}
        ELSE
            {_apply(ChangeKind.ROLE_TAKEN, _OF_THIS_GRANT, "a role is taken")}
        END IF;
        RETURN touched;
    """,
)

_OF_THIS_STATUS = """system_id = NEW.id
    AND before = to_jsonb(OLD.status::text) AND after = to_jsonb(NEW.status::text)"""

STATUS_BY_TWO = pgtrigger.Trigger(
    name="status_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
    func=f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.status <> '{SystemStatus.PROHIBITED}' THEN
                RAISE EXCEPTION 'a system enters the register as prohibited'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.status = OLD.status THEN
            RETURN NEW;
        END IF;
        {_apply(ChangeKind.SYSTEM_STATUS, _OF_THIS_STATUS, "the status of a system is changed")}
        RETURN NEW;
    """,
)

_OF_THIS_VALUE = """id = NEW.change_id AND setting = NEW.setting
    AND system_id IS NOT DISTINCT FROM NEW.system_id AND decided_at = NEW.since
    AND before = COALESCE(held, 'null') AND after = COALESCE(to_jsonb(NEW.value), 'null')"""

VALUE_BY_TWO = pgtrigger.Trigger(
    name="value_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("held", "JSONB")],
    func=f"""
        IF TG_OP <> 'INSERT' THEN
            RAISE EXCEPTION 'what a setting was set to is kept: set it anew'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT to_jsonb(value) INTO held FROM changes_settingvalue
        WHERE setting = NEW.setting AND system_id IS NOT DISTINCT FROM NEW.system_id
        ORDER BY since DESC, id DESC LIMIT 1;
        IF NOT FOUND AND NEW.system_id IS NULL THEN
            held = to_jsonb(CASE NEW.setting {_DEFAULTS} END);
        END IF;
        {_apply(ChangeKind.SETTING, _OF_THIS_VALUE, "a setting is changed")}
        RETURN NEW;
    """,
)
