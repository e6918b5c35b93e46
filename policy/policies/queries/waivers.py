"""Waivers: who may see them, which rules can be waived, and what became of them."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.choices import WaiverState
from policy.policies.models import Rule, Version, Waiver, WaiverQuerySet
from policy.policies.permissions import may_decide

SEE_ALL = (Role.SUPERVISOR, Role.POLICY_OFFICER, Role.AUDITOR, Role.OVERSIGHT)


def waivers_visible_to(account: Account) -> WaiverQuerySet:
    """All for those who decide and oversee; a requester's own otherwise."""
    waivers = Waiver.objects.select_related(
        "rule__version__policy", "rule__clause", "asked_by__person", "decided_by__person"
    )
    seen = waivers.annotate(rested=Count("decisions"))
    return seen if account.has_role(*SEE_ALL) else seen.filter(asked_by=account)


def waivable_rules(at: datetime) -> QuerySet[Rule]:
    """The rules in force at `at` that someone may waive, by policy."""
    versions = Version.objects.in_force(at)
    rules = Rule.objects.filter(~Q(waivable_by=""), version__in=versions)
    return rules.select_related("version__policy", "clause").order_by(
        "version__policy__slug", "position"
    )


def waivers_to_decide(account: Account, at: datetime) -> list[Waiver]:
    """What waits for `account` to be granted or denied."""
    if not account.has_role(Role.SUPERVISOR):
        return []
    asked = Waiver.objects.filter(state=WaiverState.ASKED, ends__gt=at)
    found = asked.select_related("rule__version__policy", "asked_by__person__rank")
    return [waiver for waiver in found if may_decide(account, waiver)]
