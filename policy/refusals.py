"""What stood in the way, in words."""

import psycopg
from django.core.exceptions import ValidationError


def words_of(error: Exception) -> str:
    """What PostgreSQL or an action says; nothing where it says nothing for people."""
    cause = error.__cause__
    if isinstance(cause, psycopg.Error):
        return cause.diag.message_primary or ""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)
