"""What was handed over, and what of it could be read."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from audits.discovery.choices import Role
from audits.discovery.models import ImportedFile
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count


def read(scope: Scope) -> Table:
    looked, unseen = scope.looked, scope.looked.unseen
    files = ImportedFile.objects.filter(batch__in=looked.imports)
    told = files.aggregate(undecodable=Sum("undecodable", default=0))
    counts = {
        "imports": (_("Imports read to their end"), unseen.imports),
        "unread": (_("Imports not read to their end"), unseen.unread),
        "logs": (_("Files of logs"), _files(scope, Role.LOG)),
        "tables": (_("Tables that tell whose an address was"), _files(scope, Role.TABLE)),
        "evidence": (_("Records of others"), _files(scope, Role.EVIDENCE)),
        "refused": (_("Files in no known format, not read"), unseen.refused),
        "lines": (_("Lines of logs"), unseen.lines),
        "undecodable": (_("Lines that are not UTF-8"), told["undecodable"]),
        "unreadable": (_("Parts of files that could not be read"), unseen.faults),
        "contacts": (_("Lines and records of the period that show a service"), _contacts(scope)),
        "duplicates": (_("Lines that were seen before"), _duplicates(scope)),
    }
    return Table(
        name="read",
        title=_("What was read"),
        columns=(Column("what", _("What")), count("number", _("Number"))),
        rows=tuple(Row(key, values) for key, values in counts.items()),
        note=_(
            "Of every import that has something of the period, or may have. What was corrected or "
            "imported after this report was made is not in it."
        ),
    )


def _files(scope: Scope, role: Role) -> int:
    return sum(files for (as_what, _format), files in scope.looked.files.items() if as_what == role)


def _contacts(scope: Scope) -> int:
    return scope.looked.contacts.count()


def _duplicates(scope: Scope) -> int:
    return sum(made.duplicates for made in scope.looked.imports)
