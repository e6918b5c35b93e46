"""Who has read and signed the policies, counted for each version."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count
from audits.reports.figures.versions import key_of
from policy.personnel.models import Person
from policy.policies.models import Version
from policy.policies.queries import share_of, versions_in_force


def acknowledgments(scope: Scope) -> Table:
    moment = min(scope.period.ends - timedelta(microseconds=1), scope.as_of)
    return Table(
        name="acknowledgments",
        title=_("Acknowledgments"),
        columns=(
            Column("policy", _("Policy")),
            Column("version", _("Version")),
            count("bound", _("People bound")),
            count("signed", _("Signed")),
            count("missing", _("Not signed")),
        ),
        rows=tuple(_row(version, scope, moment) for version in versions_in_force(moment)),
        note=_(
            "People in active service whom the version binds when this report was made, and who of "
            "them had signed it, or a version that says the same in substance, by the end of the "
            "period."
        ),
    )


def _row(version: Version, scope: Scope, moment: datetime) -> Row:
    people = Person.objects.all() if scope.units is None else _within(scope.units)
    share = share_of(version, people, by=moment)
    values = (version.title, str(version.number), share.bound, share.signed, share.missing)
    return Row(key_of(version), values)


def _within(units: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(unit__in=units)
