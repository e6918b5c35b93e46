"""Triggers on what a version holds: it stays as it was reviewed."""

import pgtrigger

from policy.policies.choices import VersionState


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
