"""What several triggers ask alike, in SQL."""

from policy.keeping import listed
from policy.personnel.choices import Role
from policy.searches.lifecycle import EDITABLE

EDITABLE_STATES = listed(sorted(EDITABLE))


def holds(person: str, role: Role) -> str:
    """SQL: has the person with this key an open account with this role?"""
    return f"""EXISTS (
        SELECT FROM personnel_account account
        JOIN personnel_rolegrant held ON held.account_id = account.id
        WHERE account.person_id = {person} AND account.is_active AND held.role = '{role}'
    )"""
