"""Triggers on lists: what a rule has named stays what it was."""

import pgtrigger

KEPT = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)

ENTRY_STAYS = pgtrigger.Trigger(
    name="entry_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION '“%” is an entry of a list: it is ended, never deleted', OLD.code
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.attempt_of_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM lists_entry
            WHERE id = NEW.attempt_of_id AND list = 'offense' AND attempt_of_id IS NULL
        ) THEN
            RAISE EXCEPTION 'an attempt is of an offense that is no attempt itself'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            RETURN NEW;
        END IF;
        IF (NEW.list, NEW.code) <> (OLD.list, OLD.code) THEN
            RAISE EXCEPTION 'the code “%” never changes: rules and requests name it', OLD.code
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.position <> OLD.position THEN
            RAISE EXCEPTION 'the place of “%” in its list never changes: rules compare by it',
                OLD.code USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# Each write gives the lists another stamp, by which every process sees that there is something
# new. The row is locked until the write is committed, so stamps follow one another.
NEW_EDITION = pgtrigger.Trigger(
    name="new_edition",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        INSERT INTO lists_edition (id, stamp) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp;
        RETURN NULL;
    """,
)
