"""Triggers on whom a version binds, and who has acknowledged it."""

import pgtrigger

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
