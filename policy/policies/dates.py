"""Dates as a policy writes them, as moments in the department's zone."""

from datetime import date, datetime, time

from django.utils import timezone


def as_written(text: str) -> datetime | None:
    """The moment that an ISO date, or date-time with a zone, stands for; a date begins at midnight.

    None for an empty text.
    """
    if not text:
        return None
    if "T" in text:
        return datetime.fromisoformat(text)
    return timezone.make_aware(datetime.combine(date.fromisoformat(text), time.min))
