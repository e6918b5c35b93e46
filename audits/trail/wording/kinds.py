"""What kinds of records and events are called."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.trail.recording.tables import recorded_tables, tables

PAGE = "page"
TRAIL = "trail.Entry"

# What no model is, and what no model gives a name of its own.
KINDS: dict[str, Promise] = {
    PAGE: _("page"),
    TRAIL: _("entry of the trail"),
    "account.EmailAddress": _("email address of an account"),
    "auth.Group_permissions": _("permission of a group"),
    "axes.AccessAttempt": _("count of refused sign-ins"),
    "lists.Edition": _("edition of the lists"),
    "mfa.Authenticator": _("second factor"),
    "policies.DecisionVersion": _("version that decided"),
    "policies.DecisionWaiver": _("waiver that a decision counted"),
    "personnel.NoticeReading": _("reading of a notice"),
    "searches.ContentVersion": _("version of a request as submitted"),
    "searches.Counter": _("counter of request numbers"),
}

VERBS: dict[str, Promise] = {
    "insert": _("added"),
    "update": _("changed"),
    "delete": _("removed"),
    "found": _("found when the trail began"),
    "viewed": _("viewed"),
    "downloaded": _("downloaded"),
    "searched": _("searched the trail"),
    "refused": _("was refused a page"),
    "signed_in": _("signed in"),
    "signed_out": _("signed out"),
    "sign_in_refused": _("was refused to sign in"),
    "locked_out": _("account was locked"),
}


def kind_in_words(kind: str) -> str:
    """The name of a kind of record; the kind itself where nothing of that name is recorded now."""
    if kind in KINDS:
        return str(KINDS[kind])
    model = _models().get(kind)
    return str(model._meta.verbose_name) if model else kind


def kinds() -> list[tuple[str, str]]:
    """Every kind with its name, in the order of the names."""
    known = {PAGE, TRAIL, *(table.kind for table in recorded_tables())}
    return sorted(((kind, kind_in_words(kind)) for kind in known), key=lambda pair: pair[1])


def verb_in_words(verb: str) -> str:
    return str(VERBS.get(verb, verb))


def field_of(kind: str, column: str) -> Any:
    """The field of the model that has this column; None where there is none any longer."""
    return _fields(kind).get(column)


def in_order(kind: str, columns: Iterable[str]) -> list[str]:
    """`columns` as the model has them in order; what it has not, comes last."""
    places = {column: place for place, column in enumerate(_fields(kind))}
    return sorted(columns, key=lambda column: (places.get(column, len(places)), column))


@cache
def _models() -> dict[str, type[models.Model]]:
    apps.check_models_ready()
    return {model._meta.label: model for model in tables()}


@cache
def _fields(kind: str) -> dict[str, Any]:
    model = _models().get(kind)
    fields = model._meta.concrete_fields if model else ()
    return {str(field.column): field for field in fields}
