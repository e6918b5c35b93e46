"""The content of a request in words, grouped by the step in which it was given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from policy.lists.queries import current
from policy.policies.queries import vocabulary_in_force
from policy.searches.asking import papers_of
from policy.searches.models import SearchRequest
from policy.searches.wording.facts import value_in_words

Row = tuple[str, str]


@dataclass(frozen=True)
class Group:
    """`step` is where the rows are edited; an empty value was not given."""

    step: str
    title: str
    rows: list[Row]


def content_in_words(search: SearchRequest, at: datetime, *, draft: bool = False) -> list[Group]:
    """`draft` says that the content is still being written, and was not submitted as it is."""
    reason = [(_label("justification"), search.justification)]
    attested = _attested(search, at, draft)
    return [
        Group("system", _("System and agency"), list(_system(search))),
        Group("case", _("Case"), list(_case(search))),
        Group("image", _("Image"), [_chosen(search, "media"), _chosen(search, "image_source")]),
        Group("reason", _("Reason"), [*reason, *_answers(search, at), *attested]),
    ]


def _system(search: SearchRequest) -> Iterator[Row]:
    yield _label("system"), search.system.name if search.system else ""
    yield _("On whose behalf"), _on_behalf(search)


def _on_behalf(search: SearchRequest) -> str:
    if search.agency_is_outside is None:
        return ""
    if not search.agency_is_outside:
        return _("This department")
    return search.agency_name or _("An outside agency that is not named yet")


def _case(search: SearchRequest) -> Iterator[Row]:
    yield _label("case_number"), search.case_number
    label, offense = _chosen(search, "offense")
    if offense and search.offense_is_attempt and not current().is_attempt(search.offense):
        offense = _("%(offense)s (attempt)") % {"offense": offense}
    yield label, offense
    yield _chosen(search, "purpose")
    yield _chosen(search, "subject_role")
    yield _chosen(search, "legal_basis")
    yield _label("exigent"), _("Yes") if search.exigent else _("No")


def _answers(search: SearchRequest, at: datetime) -> Iterator[Row]:
    vocabulary = vocabulary_in_force(at)
    for name, value in search.answers.items():
        if name in vocabulary:
            fact = vocabulary[name]
            yield capfirst(str(fact.label)), capfirst(value_in_words(fact, value))


def _attested(search: SearchRequest, at: datetime, draft: bool) -> Iterator[Row]:
    for item in papers_of(search, at, draft=draft):
        given = search.attestations.get(item["name"], "")
        yield item.get("label") or item["text"], _("Confirmed") if given is True else given


def _chosen(search: SearchRequest, name: str) -> Row:
    words = getattr(search, f"get_{name}_display")()
    return _label(name), capfirst(words)


def _label(name: str) -> str:
    field = cast("Field[Any, Any]", SearchRequest._meta.get_field(name))
    return capfirst(str(field.verbose_name))
