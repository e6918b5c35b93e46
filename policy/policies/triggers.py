"""Triggers on policies: a text and its rules stay as they were reviewed and published."""

import pgtrigger

from policy.policies.choices import VersionState
from policy.policies.lifecycle import MOVES

WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)

REASON_OF_DECISION = pgtrigger.Trigger(
    name="reason_of_decision",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.position NOT BETWEEN 1 AND (
            SELECT reason_count FROM policies_decision WHERE id = NEW.decision_id
        ) THEN
            RAISE EXCEPTION 'a decision has the reasons that it was made with'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


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
