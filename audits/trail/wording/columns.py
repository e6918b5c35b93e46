"""Columns of recorded rows, and their values, in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.trail.recording.tables import ABOUT, NOTHING
from audits.trail.wording.kinds import field_of
from audits.trail.wording.names import Names
from policy.lists.fields import CodeField
from policy.lists.queries import words_of

# What web events tell beside their record.
TOLD_BY_THE_WEB = {
    "address": lambda: _("address of the page"),
    "status": lambda: _("status of the answer"),
    "user_name": lambda: _("user name"),
    "words": lambda: _("words"),
    "who": lambda: _("who acted"),
    "verb": lambda: _("what"),
    "kind": lambda: _("kind of record"),
    "key": lambda: _("key of the record"),
    "since": lambda: _("from"),
    "until": lambda: _("up to"),
}


def column_in_words(kind: str, column: str) -> str:
    field = field_of(kind, column)
    if field is not None:
        return str(field.verbose_name)
    told = TOLD_BY_THE_WEB.get(column)
    return told() if told else column.replace("_", " ")


def is_secret(kind: str, column: str) -> bool:
    """Of a secret column the trail holds the SHA-256 alone, which is for comparing, not reading."""
    return column in ABOUT.get(kind, NOTHING).secret


def is_told_by_name(kind: str, column: str) -> bool:
    """Whether a sentence says only that the column changed: a secret, or too much to read."""
    return is_secret(kind, column) or isinstance(field_of(kind, column), models.JSONField)


def value_in_words(kind: str, column: str, value: str | None, names: Names) -> str:
    """What stood in a column, as people read it; a dash for nothing."""
    if value is None or value == "":
        return "—"
    if is_secret(kind, column):
        return _("(secret)")
    field = field_of(kind, column)
    try:
        return _words(field, value, names) if field is not None else value
    except ValueError:
        return value


def _words(field: Any, value: str, names: Names) -> str:
    if field.is_relation:
        return names.of(field.related_model._meta.label, value)
    if isinstance(field, ArrayField):
        return ", ".join(_words(field.base_field, part, names) for part in _parts(value)) or "—"
    return _plain_words(field, value)


def _parts(array: str) -> list[str]:
    """The parts of an array of codes as PostgreSQL writes it."""
    return [part.strip('"') for part in array.strip("{}").split(",") if part]


def _plain_words(field: Any, value: str) -> str:
    if isinstance(field, CodeField):
        return str(words_of(field.of, value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    words = next((words for type_, words in _BY_TYPE.items() if isinstance(field, type_)), None)
    return words(value) if words else value


def _yes_or_no(value: str) -> str:
    return _("yes") if value == "true" else _("no")


def _moment(value: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")


def _day(value: str) -> str:
    day = parse_date(value)
    return date_format(day, "DATE_FORMAT") if day else value


# A moment is also a day to Django: it comes first.
_BY_TYPE: dict[type[models.Field], Callable[[str], str]] = {
    models.BooleanField: _yes_or_no,
    models.DateTimeField: _moment,
    models.DateField: _day,
}
