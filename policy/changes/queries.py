"""Reads of changes and of settings that more than one place needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change, SettingValue
from policy.changes.models.proposals import Proposal
from policy.changes.settings import SETTINGS, Setting, plain
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.systems.models import System


def administrators() -> QuerySet[Account]:
    """Those who can propose and decide now."""
    return Account.objects.filter(is_active=True, grants__role=Role.ADMINISTRATOR).order_by("pk")


def who_can_decide(proposal: Proposal) -> list[Account]:
    others = administrators().exclude(pk=proposal.proposed_by_id)
    return list(others.select_related("person").order_by("username"))


def changes() -> QuerySet[Change]:
    """All, with what a list shows of them."""
    people = ("account__person", "proposed_by__person", "decided_by__person")
    return Change.objects.select_related("system", *people)


def open_changes() -> QuerySet[Change]:
    return changes().filter(verdict=Verdict.OPEN).order_by("proposed_at", "pk")


def waiting_for(account: Account) -> QuerySet[Change]:
    """What others proposed and `account` can decide on."""
    if not account.has_role(Role.ADMINISTRATOR):
        return Change.objects.none()
    return open_changes().exclude(proposed_by=account)


def roles_proposed_to_be_taken(account: Account) -> frozenset[str]:
    open_ones = Change.objects.filter(
        account=account, verdict=Verdict.OPEN, kind=ChangeKind.ROLE_TAKEN
    )
    return frozenset(open_ones.values_list("role", flat=True))


def row_in_force(
    setting: Setting, system: System | None = None, *, at: datetime
) -> SettingValue | None:
    """The latest row of exactly this setting, of this system or of the department, at `at`."""
    rows = SettingValue.objects.filter(setting=setting.name, system=system, since__lte=at)
    return rows.order_by("-since", "-pk").first()


def value_in_force(name: str, system: System | None = None, *, at: datetime) -> Decimal:
    """What the setting `name` is at `at`: the system's own value, the department's, the default."""
    setting = SETTINGS[name]
    own = row_in_force(setting, system, at=at) if system is not None else None
    row = own if own and own.value is not None else row_in_force(setting, at=at)
    return row.value if row and row.value is not None else Decimal(setting.default)


@dataclass(frozen=True)
class Standing:
    """One setting as it stands: `change` is None where the default that ships is in force."""

    setting: Setting
    system: System | None
    value: Decimal
    since: datetime | None
    change: Change | None

    @property
    def words(self) -> str:
        return self.setting.unit.words(plain(self.value))

    @property
    def bounds(self) -> str:
        ceiling = self.setting.unit.words(self.setting.ceiling)
        return _("%(floor)s to %(ceiling)s") % {"floor": self.setting.floor, "ceiling": ceiling}


def standings(at: datetime) -> Iterator[Standing]:
    """Every setting of the department, each followed by the systems with a value of their own."""
    order = ("setting", "system_id", "-since", "-pk")
    rows = SettingValue.objects.filter(since__lte=at).order_by(*order)
    latest = rows.distinct("setting", "system_id").select_related("system", "change")
    by_setting = {(row.setting, row.system_id): row for row in latest}
    for setting in SETTINGS.values():
        yield _standing(setting, by_setting.get((setting.name, None)))
        own = [row for (name, key), row in by_setting.items() if name == setting.name and key]
        yield from (_standing(setting, row) for row in own if row.value is not None)


def _standing(setting: Setting, row: SettingValue | None) -> Standing:
    if row is None or row.value is None:
        return Standing(setting, None, Decimal(setting.default), None, None)
    return Standing(setting, row.system, row.value, row.since, row.change)
