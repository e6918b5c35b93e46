"""What several triggers ask alike, in SQL."""

from collections.abc import Iterable

from audits.findings.lifecycle import FINAL
from policy.keeping import listed
from policy.personnel.choices import Role

FINAL_STATES = listed(sorted(FINAL))


def holds(account: str, *roles: Role) -> str:
    """SQL: is the account with this key open, with one of these roles?"""
    return f"""EXISTS (
        SELECT FROM personnel_account account
        JOIN personnel_rolegrant held ON held.account_id = account.id
        WHERE account.id = {account} AND account.is_active AND held.role IN ({listed(roles)})
    )"""


def unmarked(account: str, mark: str) -> str:
    """SQL: does the account belong to somebody, whose mark has to stand there, and does not?"""
    return f"""({mark} = '') <> (
        SELECT person_id IS NULL FROM personnel_account WHERE id = {account}
    )"""


def brought(finding: str, account: str) -> str:
    """SQL: did the account bring evidence of the finding?"""
    return f"""EXISTS (
        SELECT FROM findings_evidence WHERE finding_id = {finding} AND added_by_id = {account}
    )"""


def tuples(rows: Iterable[tuple[str, ...]]) -> str:
    return ", ".join(f"({listed(row)})" for row in rows)
