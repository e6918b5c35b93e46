"""Tables of evidence, known by their header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audits.discovery.evidence.records import Record
from audits.discovery.formats.proposing import row_of

# What columns are called, by what they hold.
PERSON = ("email", "user", "user_email", "recipient", "cardholder", "username", "user_name", "name")
SERVICE = ("service", "vendor", "system", "tool")
# With one of these it may be a log, of which most lines are about others.
OF_LOGS = frozenset(("domain", "host", "hostname", "uri", "url", "user_agent"))


@dataclass(frozen=True)
class EvidenceTable:
    """A kind of table: each of `needs` is a choice of columns of which it has one.

    It has none of `lacks`. `services` are the columns that name the service; where it is
    `of_vendor`, a vendor's own export, its rows need not name it.
    """

    name: str
    label: str
    needs: tuple[tuple[str, ...], ...]
    record: Record
    services: tuple[str, ...] = SERVICE
    lacks: frozenset[str] = frozenset()
    of_vendor: bool = False

    def fits(self, columns: set[str]) -> bool:
        needed = all(any(name in columns for name in choice) for choice in self.needs)
        return needed and not columns & self.lacks


# The first that fits is taken: what is more special comes first.
EVIDENCE = (
    EvidenceTable(
        "mail-gateway",
        "mail gateway's log",
        (("sender",), ("recipient",), ("subject",)),
        Record.MAIL,
        services=("sender",),
    ),
    EvidenceTable(
        "purchase-cards",
        "purchase-card lines",
        (("cardholder",), ("merchant",), ("amount",)),
        Record.PURCHASE,
        services=("merchant",),
    ),
    EvidenceTable(
        "vendor-searches",
        "vendor's search export",
        (PERSON, ("searched_at", "search_id", "search_time")),
        Record.SEARCH,
        of_vendor=True,
    ),
    EvidenceTable(
        "vendor-users",
        "vendor's user list",
        (PERSON, ("last_login", "created", "created_at", "account_status", "plan")),
        Record.ACCOUNT,
        lacks=OF_LOGS,
        of_vendor=True,
    ),
    EvidenceTable(
        "list",
        "list handed over",
        (PERSON, SERVICE, ("searches", "search_count", "told_by", "agency")),
        Record.LISTED,
        lacks=OF_LOGS,
    ),
)


def evidence_of(first_line: str) -> EvidenceTable | None:
    """The kind of evidence whose header `first_line` is; None where it is none."""
    columns = set(column_names(row_of(first_line, ",")))
    return next((table for table in EVIDENCE if table.fits(columns)), None)


def column_names(cells: Sequence[str]) -> list[str]:
    """The names that a header gives its columns: `last_login` for "Last login"."""
    return [re.sub(r"[\s\-]+", "_", cell.strip().lower()) for cell in cells]
