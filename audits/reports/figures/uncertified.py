"""People who may ask for or run searches and hold no current certificate: how many, and who."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Type, count, total_of
from policy.personnel.choices import Role
from policy.personnel.models import Person, RoleGrant
from policy.personnel.queries import TRAINING_FOR, people_without_current_certificate

PERSON = ("rank__name", "first_name", "last_name", "serial_number", "unit__name")


def uncertified(scope: Scope) -> Table:
    found = Person.objects.filter(pk__in=_people(scope).values("pk"))
    counted = found.order_by("unit__code").values_list("unit__code", "unit__name")
    columns = (Column("unit", _("Unit")), count("people", _("People")))
    rows = tuple(Row(code, (name, people)) for code, name, people in counted.annotate(Count("pk")))
    return Table(
        name="uncertified",
        title=_("People without a current certificate, by unit"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All people without one"), columns),
        note=_(
            "People whose account may ask for or run searches when this report was made, and who "
            "held no certificate for it that was valid on %(day)s."
        )
        % {"day": date_format(scope.last_day, "DATE_FORMAT")},
    )


def uncertified_people(scope: Scope) -> Table:
    grants = RoleGrant.objects.filter(account__person=OuterRef("pk"), role__in=TRAINING_FOR)
    roles = ArraySubquery(grants.order_by("role").values("role"))
    people = _people(scope).annotate(roles=roles).values(*PERSON, "roles", "last_expiry")
    return Table(
        name="uncertified_people",
        title=_("The people without a current certificate"),
        columns=(
            Column("person", _("Person")),
            Column("serial_number", _("Serial number")),
            Column("unit", _("Unit")),
            Column("roles", _("Roles")),
            Column("last_valid", _("Last certificate ended"), Type.DATE),
        ),
        rows=tuple(_row(person) for person in people),
        note=_("Counted as in the table by unit."),
    )


def _people(scope: Scope) -> QuerySet[Person]:
    return people_without_current_certificate(scope.last_day, scope.unit)


def _row(person: dict[str, Any]) -> Row:
    roles = [str(Role(role).label) for role in person["roles"]]
    expiry = person["last_expiry"]
    values = (
        f"{person['rank__name']} {person['first_name']} {person['last_name']}",
        person["serial_number"],
        person["unit__name"],
        get_text_list(roles, _("and")),
        expiry.isoformat() if expiry else None,
    )
    return Row(person["serial_number"], values)
