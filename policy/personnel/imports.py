"""The kinds of file that personnel imports, for the pages and the commands alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.personnel.actions import import_certificates, import_roster
from policy.personnel.importing.certificates import plan_certificates
from policy.personnel.importing.plan import Plan
from policy.personnel.importing.roster import plan_roster
from policy.personnel.importing.table import Row, read_table


@dataclass(frozen=True)
class Import:
    """One kind of file: its columns with what each holds, what it would do, and the doing."""

    slug: str
    title: str | Promise
    columns: Mapping[str, str | Promise]
    plan: Callable[[Iterable[Row]], Plan]
    do: Callable[..., Plan]

    def rows(self, content: bytes) -> list[Row]:
        return read_table(content, columns=tuple(self.columns))


ROSTER = Import(
    slug="roster",
    title=_("Import the roster"),
    columns={
        "serial_number": _("Up to 20 characters. Whoever is registered with it is changed."),
        "first_name": _("Up to 80 characters."),
        "last_name": _("Up to 80 characters."),
        "email": _("May be empty."),
        "rank": _("The name of a rank."),
        "sworn": _("yes or no."),
        "unit": _("The code of a unit."),
        "supervisor": _("The serial number of someone in the file or registered. May be empty."),
        "status": _("active, on_leave, suspended or separated. The last two close the account."),
    },
    plan=plan_roster,
    do=import_roster,
)

CERTIFICATES = Import(
    slug="certificates",
    title=_("Import certificates"),
    columns={
        "serial_number": _("The serial number of someone registered."),
        "course": _("The code of a course."),
        "issuer": _("department, lacris, fbi, state_academy, vendor or other."),
        "number": _("Up to 60 characters. One that is registered has to stand as it was issued."),
        "issued_on": _("A date such as 2026-03-31 or 3/31/2026."),
        "expires_on": _("The last day. Empty: as long as the course says, or for good."),
    },
    plan=plan_certificates,
    do=import_certificates,
)

IMPORTS: dict[str, Import] = {kind.slug: kind for kind in (ROSTER, CERTIFICATES)}


def preview(kind: Import, content: bytes) -> Plan:
    """What importing the file would do. Touches nothing; raises ImportRefused."""
    return kind.plan(kind.rows(content))


def carry_out(kind: Import, content: bytes, **options: Any) -> Plan:
    """Does it, by `by` and perhaps as `agreed` before. Raises ImportRefused."""
    return kind.do(rows=kind.rows(content), **options)
