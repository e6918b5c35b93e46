"""Paging by key: a page starts where the last one ended, so that a far page costs as the first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of one page in their order, and the cursors of the pages before and after."""

    rows: list[Any]
    newer: str | None
    older: str | None


def page_of(
    queryset: QuerySet[Any],
    *,
    order: Sequence[str],
    query: Mapping[str, str],
    size: int = PAGE_SIZE,
    by_sorting: bool = False,
) -> Page:
    """The page that `query` asks for with `older=` (the rows after a cursor) or `newer=`.

    `order` names the fields in their order, all ascending or all descending ("-created_at",
    "-pk"); together they are unique and none is null. `by_sorting` is for a few rows out of many:
    it keeps PostgreSQL from walking the whole table in order until it has met them. Raises
    BadRequest for a cursor that this list did not make.
    """
    names = [name.removeprefix("-") for name in order]
    backwards = "newer" in query
    cursor = query.get("newer") or query.get("older")
    rows = list(turned_to(queryset, order=order, query=query, by_sorting=by_sorting)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Page(
        rows=rows,
        newer=write_cursor(rows[0], names) if rows and (more if backwards else cursor) else None,
        older=write_cursor(rows[-1], names) if rows and (more or backwards) else None,
    )


def turned_to(
    queryset: QuerySet[Any],
    *,
    order: Sequence[str],
    query: Mapping[str, str],
    by_sorting: bool = False,
) -> QuerySet[Any]:
    """`queryset` from the cursor of `query` on, in the order in which its page is read."""
    names = [name.removeprefix("-") for name in order]
    backwards = "newer" in query
    descending = order[0].startswith("-") != backwards
    if cursor := query.get("newer") or query.get("older"):
        values = read_cursor(cursor, model=queryset.model, names=names)
        queryset = queryset.filter(beyond(names, values, descending=descending))
    if by_sorting:
        return queryset.order_by(*(_sorted_by(name, descending=descending) for name in names))
    return queryset.order_by(*(turned(order) if backwards else order))


def _sorted_by(name: str, *, descending: bool) -> OrderBy:
    """The same order, by what no index has."""
    value = Coalesce(F(name), F(name))
    return value.desc() if descending else value.asc()


def turned(order: Iterable[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def beyond(names: Sequence[str], values: Sequence[Any], *, descending: bool) -> Q:
    """The rows that come after `values`; the bound on the first name lets an index be used."""
    after, until = ("lt", "lte") if descending else ("gt", "gte")
    condition = Q()
    for position, name in enumerate(names):
        same = dict(zip(names[:position], values[:position], strict=True))
        condition |= Q(**same, **{f"{name}__{after}": values[position]})
    return Q(**{f"{names[0]}__{until}": values[0]}) & condition


def write_cursor(row: Model, names: Sequence[str]) -> str:
    """The values of `row` under `names`, signed, so that only what a list made comes back."""
    values = [getattr(row, name) for name in names]
    plain = [value if isinstance(value, int) else str(value) for value in values]
    return signer_of(type(row), names).sign_object(plain)


def signer_of(model: type[Model], names: Sequence[str]) -> signing.Signer:
    return signing.Signer(salt=f"{__name__}: {model._meta.label} by {names}")


def read_cursor(cursor: str, *, model: type[Model], names: Sequence[str]) -> list[Any]:
    try:
        values = signer_of(model, names).unsign_object(cursor)
    except signing.BadSignature as error:
        raise BadRequest(_("This link to a page of a list is damaged.")) from error
    return [_field(model, name).to_python(value) for name, value in zip(names, values, strict=True)]


def _field(model: type[Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
