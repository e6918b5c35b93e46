"""How policy officers say what is done about each kind of finding."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.errors import Conflict
from audits.findings.models import HandlingRule, Office, RuleOffice
from audits.findings.queries import rule_in_force
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import holds_role, require


@transaction.atomic
def change_rule(
    *,
    kind: Kind,
    version: int,
    offices: Mapping[Office, int],
    reason: str,
    by: Account,
    at: datetime,
    **values: Any,
) -> HandlingRule:
    """A policy officer makes the next version of a rule; `values` are its other columns.

    It holds for what is found from then on. `offices` says within how many hours each is told;
    `version` is the one that the officer read, and Conflict says that it is not the latest.
    """
    require(holds_role(by, Role.POLICY_OFFICER))
    # The first version is the one row that stays where it is: whoever comes second waits here.
    HandlingRule.objects.select_for_update().get(kind=kind, number=1)
    latest = rule_in_force(kind)
    if latest.number != version:
        raise Conflict(
            _("Somebody changed the rule meanwhile: it is now version %(now)s.")
            % {"now": latest.number}
        )
    rule = HandlingRule.objects.create(
        kind=kind, number=version + 1, since=at, by=by, reason=reason.strip(), **values
    )
    RuleOffice.objects.bulk_create(
        RuleOffice(rule=rule, office=office, hours=hours) for office, hours in offices.items()
    )
    return rule


@transaction.atomic
def save_office(
    *,
    office: Office | None,
    name: str,
    role: str,
    accounts: Iterable[Account],
    outside: bool,
    by: Account,
) -> Office:
    """A policy officer adds an office (None), or says anew who reads its notices."""
    require(holds_role(by, Role.POLICY_OFFICER))
    office = office or Office()
    office.name, office.role, office.outside = name.strip(), role, outside
    office.save()
    office.accounts.set(accounts)
    return office
