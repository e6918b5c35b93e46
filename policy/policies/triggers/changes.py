"""What several triggers refuse alike: to change what is said already."""

from policy.keeping import listed


def refuse_if_changed(*, but: tuple[str, ...], when: str, message: str) -> str:
    """SQL that lets an update where `when` holds change no column except those in `but`."""
    free = f"ARRAY[{listed(but)}]::text[]"
    return f"""
        IF {when} AND to_jsonb(NEW) - {free} <> to_jsonb(OLD) - {free} THEN
            RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';
        END IF;
    """
