"""Triggers on policies: a text and its rules stay as they were reviewed and published."""

import pgtrigger

from policy.lists.choices import ListName
from policy.policies.choices import VersionState
from policy.policies.lifecycle import MOVES

WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)

NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)

# A draft that is discarded takes its rows with it, one before the other: hence looked at last.
KEPT_WITH_VERSION = pgtrigger.Trigger(
    name="kept_with_version",
    when=pgtrigger.After,
    operation=pgtrigger.Delete,
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (SELECT 1 FROM policies_version WHERE id = OLD.version_id) THEN
            RAISE EXCEPTION 'this is kept as long as version % is', OLD.version_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    """,
)

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
    "replaced_by_id",
)
_ENDING = ("state", "in_force_until", "ended_by_id", "ended_at", "end_reason", "replaced_by_id")

# Whose approval of a version (`NEW`) counts: never that of someone who wrote it. As `counts` in
# policy/policies/permissions.py.
_COUNTS = """
    r.account_id <> NEW.author_id AND NOT EXISTS (
        SELECT FROM policies_contributor c
        WHERE c.version_id = NEW.id AND c.account_id = r.account_id)
"""

# An approval is of the very text, in the round of review that is under way.
_THIS_REVIEW = "r.version_id = NEW.id AND r.round = NEW.review_round"
_APPROVALS = f"""
    SELECT r.account_id FROM policies_reviewer r
    WHERE {_THIS_REVIEW} AND r.verdict = 'approved' AND r.digest = NEW.digest AND {_COUNTS}
"""

_REFUSE_UNREVIEWED = f"""
    IF OLD.state = 'in_review' AND NEW.state = 'approved' THEN
        IF (SELECT count(*) FROM ({_APPROVALS}) approvals) < NEW.quorum THEN
            RAISE EXCEPTION 'a version is approved by its quorum of % reviewers', NEW.quorum
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.approved_by_id NOT IN ({_APPROVALS}) THEN
            RAISE EXCEPTION 'a version is approved by one of its reviewers'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM policies_reviewer r WHERE {_THIS_REVIEW} AND r.verdict = 'objected'
        ) THEN
            RAISE EXCEPTION 'a reviewer objects to the version' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
"""

# Each time that a version is sent to review, it is another round: no old approval counts in it.
_NUMBER_THE_ROUNDS = """
    IF NEW.review_round <> OLD.review_round
       + (OLD.state = 'draft' AND NEW.state = 'in_review')::int THEN
        RAISE EXCEPTION 'each review of a version has the next number'
            USING ERRCODE = 'check_violation';
    END IF;
"""


def _refuse_if_changed(*, but: tuple[str, ...], when: str, message: str) -> str:
    """SQL that lets an update where `when` holds change no column except those in `but`."""
    free = "ARRAY[" + ", ".join(f"'{name}'" for name in but) + "]::text[]"
    return f"""
        IF {when} AND to_jsonb(NEW) - {free} <> to_jsonb(OLD) - {free} THEN
            RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';
        END IF;
    """


COMMENT_LIFE = pgtrigger.Trigger(
    name="comment_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        {
        _refuse_if_changed(
            but=("clause_id", "resolved_by_id", "resolved_at"),
            when="TRUE",
            message="what somebody wrote cannot be changed",
        )
    }
        IF NEW.clause_id IS NOT NULL AND NEW.clause_id IS DISTINCT FROM OLD.clause_id THEN
            RAISE EXCEPTION 'a comment stays with its clause' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

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
        IF NEW.approved_by_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM policies_contributor
            WHERE version_id = NEW.id AND account_id = NEW.approved_by_id
        ) THEN
            RAISE EXCEPTION 'whoever changed a version never approves it'
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
            but=("in_force_until", "replaced_by_id"),
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
        IF OLD.replaced_by_id IS DISTINCT FROM NEW.replaced_by_id
           AND (OLD.replaced_by_id IS NOT NULL OR NEW.in_force_until IS NULL) THEN
            RAISE EXCEPTION 'what takes the place of a version is said once, with its end'
                USING ERRCODE = 'check_violation';
        END IF;
        {_NUMBER_THE_ROUNDS}{_REFUSE_UNREVIEWED}
        RETURN NEW;
    """,
)

REVIEWER_DECIDES = pgtrigger.Trigger(
    name="reviewer_decides",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("version", "policies_version%ROWTYPE")],
    func="""
        SELECT * INTO version FROM policies_version
            WHERE id = COALESCE(NEW.version_id, OLD.version_id) FOR SHARE;
        IF TG_OP = 'DELETE' THEN
            IF version.state <> 'draft' THEN
                RAISE EXCEPTION 'a reviewer of a version that is % cannot be deleted', version.state
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF version.state <> 'in_review' OR NEW.round <> version.review_round THEN
            RAISE EXCEPTION 'a version is reviewed while it is in review'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.account_id = version.author_id OR EXISTS (
            SELECT FROM policies_contributor c
            WHERE c.version_id = NEW.version_id AND c.account_id = NEW.account_id)
        THEN
            RAISE EXCEPTION 'the author of a version never reviews it'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.verdict <> 'pending' AND NEW.digest <> version.digest THEN
            RAISE EXCEPTION 'a reviewer decides on the text that is in review'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND (OLD.version_id, OLD.account_id, OLD.round, OLD.asked_at)
           IS DISTINCT FROM (NEW.version_id, NEW.account_id, NEW.round, NEW.asked_at) THEN
            RAISE EXCEPTION 'only the verdict of a reviewer can change'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

_OF_THE_WARNING = "ARRAY['acknowledged_by_id', 'acknowledged_at']::text[]"

ACKNOWLEDGED_ONCE = pgtrigger.Trigger(
    name="acknowledged_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' OR OLD.acknowledged_at IS NOT NULL
           OR to_jsonb(NEW) - {_OF_THE_WARNING} <> to_jsonb(OLD) - {_OF_THE_WARNING} THEN
            RAISE EXCEPTION 'a warning stays as it was made, and is acknowledged once'
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
        IF NEW.signed_by_id = author OR EXISTS (
            SELECT FROM policies_contributor c
            WHERE c.version_id = NEW.version_id AND c.account_id = NEW.signed_by_id)
        THEN
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


def _place(grade: str) -> str:
    """SQL for the place of a rank in the office's list of them, the lowest first."""
    return f"(SELECT position FROM lists_entry WHERE list = '{ListName.GRADE}' AND code = {grade})"


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
            IF ({_place("held")} >= {_place("needed")}) IS NOT TRUE THEN
                RAISE EXCEPTION 'this rule is waived by the rank % or above', needed
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,
)

# Whom a version binds, and who has acknowledged it, is said of a published one alone.
BINDS_WHEN_PUBLISHED = pgtrigger.Trigger(
    name="binds_when_published",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF NOT EXISTS (
            SELECT FROM policies_version v
            WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'only a published version binds anyone'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

OF_THE_TEXT_SIGNED = pgtrigger.Trigger(
    name="of_the_text_signed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM policies_version v
            WHERE v.id = NEW.version_id AND v.digest = NEW.digest AND v.published_at <= NEW.at
        ) THEN
            RAISE EXCEPTION 'what is acknowledged is the text of a published version, by its digest'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
