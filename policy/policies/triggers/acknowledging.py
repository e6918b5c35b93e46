"""Triggers on whom a version binds, and who has acknowledged it."""

import pgtrigger

from policy.keeping import only_where

# Whom a version binds, and who has acknowledged it, is said of a published one alone.
BINDS_WHEN_PUBLISHED = only_where(
    "binds_when_published",
    """
        SELECT FROM policies_version v
        WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL
    """,
    otherwise="only a published version binds anyone",
    operation=pgtrigger.Insert | pgtrigger.Update,
)

OF_THE_TEXT_SIGNED = only_where(
    "of_the_text_signed",
    """
        SELECT FROM policies_version v
        WHERE v.id = NEW.version_id AND v.digest = NEW.digest AND v.published_at <= NEW.at
    """,
    otherwise="what is acknowledged is the text of a published version, by its digest",
)
