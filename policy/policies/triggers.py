"""Triggers on policies: a text and its rules stay as they were reviewed and published."""

import pgtrigger

from policy.personnel.choices import Grade
from policy.policies.choices import VersionState
from policy.policies.lifecycle import MOVES

WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)


def _refuse_unless_draft(version: str) -> str:
    return f"""
        SELECT state INTO found FROM policies_version WHERE id = ({version}) FOR SHARE;
        IF found <> '{VersionState.DRAFT}' THEN
            RAISE EXCEPTION 'version % is %: its text and rules can no longer be changed',
                ({version}), found USING ERRCODE = 'check_violation';
        END IF;
    """


def frozen_with_version(version: str = "{row}.version_id") -> pgtrigger.Trigger:
    """Refuses every write to a row whose version is no longer a draft.

    `version` is SQL for the version's key, with `{row}` for the row that is written.
    """
    return pgtrigger.Trigger(
        name="frozen_with_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("found", "TEXT")],
        func=f"""
            IF TG_OP <> 'INSERT' THEN {_refuse_unless_draft(version.format(row="OLD"))} END IF;
            IF TG_OP <> 'DELETE' THEN {_refuse_unless_draft(version.format(row="NEW"))} END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


_ALLOWED_MOVES = " OR ".join(
    f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in MOVES
)

# What the life of a version changes; every other column is its text, fixed once out of draft.
_MOVING = (
    "state",
    "submitted_at",
    "approved_by_id",
    "approved_at",
    "published_by_id",
    "published_at",
    "in_force_from",
    "in_force_until",
    "ended_by_id",
    "ended_at",
    "end_reason",
)
_ENDING = ("state", "in_force_until", "ended_by_id", "ended_at", "end_reason")


def _refuse_if_changed(*, but: tuple[str, ...], when: str, message: str) -> str:
    """SQL that lets an update where `when` holds change no column except those in `but`."""
    free = "ARRAY[" + ", ".join(f"'{name}'" for name in but) + "]::text[]"
    return f"""
        IF {when} AND to_jsonb(NEW) - {free} <> to_jsonb(OLD) - {free} THEN
            RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';
        END IF;
    """


VERSION_LIFE = pgtrigger.Trigger(
    name="version_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'draft' THEN
                RAISE EXCEPTION 'a version begins as a draft' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' THEN
            IF OLD.state <> 'draft' THEN
                RAISE EXCEPTION 'a version that is % cannot be deleted', OLD.state
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF OLD.author_id <> NEW.author_id THEN
            RAISE EXCEPTION 'the author of a version cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state <> NEW.state AND NOT ({_ALLOWED_MOVES}) THEN
            RAISE EXCEPTION 'a version cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        {
        _refuse_if_changed(
            but=_MOVING,
            when="OLD.state <> 'draft'",
            message="the text of a version can change in a draft only",
        )
    }{
        _refuse_if_changed(
            but=("in_force_until",),
            when="OLD.state = NEW.state AND OLD.state = 'published'",
            message="only the end of a published version can still be set",
        )
    }{
        _refuse_if_changed(
            but=(),
            when="OLD.state = NEW.state AND OLD.state NOT IN ('draft', 'published')",
            message="what was done with a version cannot be changed",
        )
    }{
        _refuse_if_changed(
            but=_ENDING,
            when="OLD.published_at IS NOT NULL",
            message="the publication of a version cannot be changed",
        )
    }
        IF OLD.published_at IS NOT NULL
           AND COALESCE(NEW.in_force_until, 'infinity') > COALESCE(OLD.in_force_until, 'infinity')
        THEN
            RAISE EXCEPTION 'the time in force of a published version cannot be extended'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

STANDING_ASSURANCE_LIFE = pgtrigger.Trigger(
    name="standing_assurance_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a standing assurance is ended, never deleted'
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.until IS NOT NULL THEN
            RAISE EXCEPTION 'a standing assurance that was ended cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        {
        _refuse_if_changed(
            but=("until", "ended_by_id"),
            when="TRUE",
            message="what a standing assurance says cannot be changed",
        )
    }
        RETURN NEW;
    """,
)

# A replay is signed off once, by someone who did not write the version, and else never changes.
REPLAY_KEPT = pgtrigger.Trigger(
    name="replay_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("author", "BIGINT"), ("state_now", "TEXT")],
    func=f"""
        SELECT author_id, state INTO author, state_now FROM policies_version
            WHERE id = COALESCE(NEW.version_id, OLD.version_id);
        IF TG_OP = 'DELETE' THEN
            IF state_now <> '{VersionState.DRAFT}' THEN
                RAISE EXCEPTION 'a replay is kept with its version'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF NEW.signed_by_id = author THEN
            RAISE EXCEPTION 'the author of a version cannot sign off its replay'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' AND NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a replay is signed off after it was made'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND (OLD.signed_by_id IS NOT NULL OR
            to_jsonb(NEW) - ARRAY['signed_by_id', 'signed_at']
            <> to_jsonb(OLD) - ARRAY['signed_by_id', 'signed_at'])
        THEN
            RAISE EXCEPTION 'a replay cannot be changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

_GRADES = ", ".join(f"'{grade}'" for grade in Grade.values)

# Who waives has the rank that the rule names; what was asked for and decided stays as it was.
WAIVER_LIFE = pgtrigger.Trigger(
    name="waiver_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("needed", "TEXT"), ("version_state", "TEXT"), ("held", "TEXT")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a waiver is ended, never deleted' USING ERRCODE = 'check_violation';
        END IF;
        SELECT r.waivable_by, v.state INTO needed, version_state
            FROM policies_rule r JOIN policies_version v ON v.id = r.version_id
            WHERE r.id = NEW.rule_id;
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'asked' THEN
                RAISE EXCEPTION 'a waiver is asked for before it is granted'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF needed = '' OR version_state <> '{VersionState.PUBLISHED}' THEN
                RAISE EXCEPTION 'this rule cannot be waived' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF (OLD.state, NEW.state) NOT IN
            (('asked', 'granted'), ('asked', 'denied'), ('granted', 'ended'))
        THEN
            RAISE EXCEPTION 'a waiver cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        {
        _refuse_if_changed(
            but=("state", "decided_by_id", "decided_at", "decision_reason", "granted_at"),
            when="OLD.state = 'asked'",
            message="what a waiver was asked for cannot be changed",
        )
    }{
        _refuse_if_changed(
            but=("state", "ended_by_id", "ended_at", "end_reason"),
            when="OLD.state = 'granted'",
            message="a waiver that was granted can only be ended",
        )
    }
        IF NEW.state = 'granted' THEN
            SELECT k.grade INTO held FROM personnel_account a
                JOIN personnel_person p ON p.id = a.person_id
                JOIN personnel_rank k ON k.id = p.rank_id
                WHERE a.id = NEW.decided_by_id;
            IF COALESCE(array_position(ARRAY[{_GRADES}], held), 0)
                < array_position(ARRAY[{_GRADES}], needed)
            THEN
                RAISE EXCEPTION 'this rule is waived by the rank % or above', needed
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,
)
