"""Triggers on versions: a text and its rules stay as they were reviewed and published."""

import pgtrigger

from policy.policies.lifecycle import MOVES
from policy.policies.triggers.changes import refuse_if_changed

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
        refuse_if_changed(
            but=_MOVING,
            when="OLD.state <> 'draft'",
            message="the text of a version can change in a draft only",
        )
    }{
        refuse_if_changed(
            but=("in_force_until", "replaced_by_id"),
            when="OLD.state = NEW.state AND OLD.state = 'published'",
            message="only the end of a published version can still be set",
        )
    }{
        refuse_if_changed(
            but=(),
            when="OLD.state = NEW.state AND OLD.state NOT IN ('draft', 'published')",
            message="what was done with a version cannot be changed",
        )
    }{
        refuse_if_changed(
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
