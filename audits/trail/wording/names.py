"""The names of what entries point to, for a whole page in one query; what is gone keeps its key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.trail.wording.kinds import field_of
from audits.trail.wording.sealed import sealings_in_words
from audits.trail.wording.telling import Told

ACCOUNT = "personnel.Account"
DECISION = "policies.Decision"
PERSON = "personnel.Person"
REQUEST = "searches.SearchRequest"
REPORT = "reports.Report"

Words = Callable[..., str]
Reference = tuple[str, str]


@dataclass(frozen=True)
class Naming:
    """The columns that a name is made of, and how."""

    columns: tuple[str, ...]
    words: Words


def _alone(text: str) -> str:
    return text


def _person(rank: str, first: str, last: str, serial: str) -> str:
    return f"{rank} {first} {last} ({serial})"


def _account(username: str, person: str | None, *parts: str) -> str:
    return _person(*parts) if person else username


def _version(title: str, number: str) -> str:
    return _("%(title)s, version %(number)s") % {"title": title, "number": number}


def _with_heading(identifier: str, heading: str) -> str:
    return f"{identifier} {heading}".strip()


def _finding(number: str) -> str:
    return _("for finding %(number)s") % {"number": number}


def _observation(system: str) -> str:
    return _("in %(system)s") % {"system": system}


def _report(kind: str, first: str, last: str) -> str:
    field = field_of(REPORT, "kind")
    label = dict(field.flatchoices).get(kind, kind)
    days = [date_format(parse_date(day) or day, "SHORT_DATE_FORMAT") for day in (first, last)]
    return f"{label}, {days[0]} – {days[1]}"


_PERSON_COLUMNS = ("rank__name", "first_name", "last_name", "serial_number")
_OF_PERSON = tuple(f"person__{column}" for column in _PERSON_COLUMNS)

NAMINGS: dict[str, Naming] = {
    ACCOUNT: Naming(("username", "person_id", *_OF_PERSON), _account),
    DECISION: Naming(("outcome",), _alone),
    PERSON: Naming(_PERSON_COLUMNS, _person),
    REQUEST: Naming(("number",), _alone),
    REPORT: Naming(("kind", "period_from", "period_to"), _report),
    "discovery.Belonging": Naming(("value",), _alone),
    "discovery.Import": Naming(("title",), _alone),
    "discovery.PermittedHost": Naming(("domain",), _alone),
    "discovery.Reach": Naming(("value",), _alone),
    "discovery.SavedMapping": Naming(("name",), _alone),
    "discovery.StoredObservation": Naming(("system__name",), _observation),
    "discovery.WatchedFolder": Naming(("path",), _alone),
    "findings.Office": Naming(("name",), _alone),
    "findings.Subject": Naming(("code",), _alone),
    "findings.Unmasking": Naming(("finding_id",), _finding),
    "lists.Agency": Naming(("name",), _alone),
    "lists.Agreement": Naming(("reference",), _alone),
    "lists.Entry": Naming(("words",), _alone),
    "personnel.Certificate": Naming(("course__title",), _alone),
    "personnel.Course": Naming(("title",), _alone),
    "personnel.Rank": Naming(("name",), _alone),
    "personnel.Unit": Naming(("name",), _alone),
    "policies.Clause": Naming(("identifier", "heading"), _with_heading),
    "policies.Policy": Naming(("slug",), _alone),
    "policies.Rule": Naming(("identifier",), _alone),
    "policies.Version": Naming(("title", "number"), _version),
    "searches.ProbeImage": Naming(("request__number",), _alone),
    "searches.Run": Naming(("request__number",), _alone),
    "systems.System": Naming(("name",), _alone),
}

# What a row is called by, where it says so itself.
OWN = ("name", "title", "username", "identifier", "words", "code", "slug", "domain", "reference")
LONGEST_NAME = 80


class Names:
    """The names behind the references of some entries, and the orders that sealed some of them."""

    def __init__(self, told: Iterable[Told] = ()) -> None:
        told = list(told)
        self._found: dict[Reference, list[str | None]] = dict(_look_up(_references(told)))
        self._sealings = sealings_in_words(told)

    def sealing_of(self, told: Told) -> str:
        """Who sealed its content, under what order; nothing where the content is there."""
        return self._sealings.get(told.index, "")

    def of(self, kind: str, key: str | None) -> str:
        """The name of a record; its key where nothing has it any longer."""
        parts = self.parts(kind, key)
        if parts and parts[0]:
            return NAMINGS[kind].words(*parts)
        return _("no. %(key)s") % {"key": key}

    def parts(self, kind: str, key: str | None) -> list[str | None]:
        return self._found.get((kind, key or ""), [])

    def knows(self, kind: str, key: str | None) -> bool:
        return any(self.parts(kind, key)[:1])

    def of_record(self, told: Told) -> str:
        """What the record of an entry was called then, else what it is called now."""
        own = next((value for name in OWN if (value := told.row.get(name))), None)
        if own and told.kind not in {PERSON, "policies.Version"}:
            return own[:LONGEST_NAME]
        return self.of(told.kind, told.key)

    def person_of(self, account: str | None) -> str | None:
        """The key of the person whose account it is."""
        parts = self.parts(ACCOUNT, account)
        return parts[1] if parts else None


def _references(entries: Iterable[Told]) -> Iterator[Reference]:
    for told in entries:
        yield told.kind, told.key
        for kind, key in ((REQUEST, told.request), (PERSON, told.person), (ACCOUNT, told.account)):
            if key:
                yield kind, key
        for row in (told.before, told.after):
            yield from _pointers(told.kind, row)


def _pointers(kind: str, row: Any) -> Iterator[Reference]:
    for column, value in row.items():
        field = field_of(kind, column)
        if value and field is not None and field.is_relation:
            yield field.related_model._meta.label, value


def _look_up(references: Iterable[Reference]) -> Iterator[tuple[Reference, list[str | None]]]:
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for kind, key in references:
        if kind in NAMINGS and key.isdecimal() and len(key) < 19:
            keys[kind].add(int(key))
    parts = [_rows(kind, keys[kind]) for kind in sorted(keys)]
    if parts:
        union = reduce(lambda one, other: one.union(other, all=True), parts)
        for kind, key, texts in union:
            yield (kind, key), texts


def _rows(kind: str, keys: set[int]) -> QuerySet[Any, tuple[str, str, list[str | None]]]:
    texts = [Cast(F(column), TextField()) for column in NAMINGS[kind].columns]
    return (
        apps.get_model(kind)
        .objects.filter(pk__in=keys)
        .order_by()
        .values_list(
            Value(kind, output_field=CharField()),
            Cast("pk", TextField()),
            Func(
                *texts,
                function="ARRAY",
                template="%(function)s[%(expressions)s]",
                output_field=ArrayField(TextField(null=True)),
            ),
        )
    )
