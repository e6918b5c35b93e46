"""The rules that ship, and the offices that they name: after every migration, once each."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps as all_apps
from django.utils import timezone

from audits.findings.choices import OF_THE_TRAIL, Kind, Severity
from policy.personnel.choices import Role

POLICY_OFFICE, OVERSIGHT, INTERNAL_AFFAIRS = "Policy office", "Oversight", "Internal affairs"
OFFICES: dict[str, dict[str, Any]] = {
    POLICY_OFFICE: {"role": Role.POLICY_OFFICER},
    OVERSIGHT: {"role": Role.OVERSIGHT},
    INTERNAL_AFFAIRS: {"outside": True},
}


@dataclass(frozen=True)
class Shipped:
    """A rule as it ships: severities of a first, second and further violation; days; offices."""

    severities: tuple[Severity, Severity, Severity]
    days_to_review: int = 30
    offices: tuple[tuple[str, int], ...] = ()


_LOW = (Severity.LOW, Severity.MODERATE, Severity.HIGH)
_MODERATE = (Severity.MODERATE, Severity.HIGH, Severity.CRITICAL)
_HIGH = (Severity.HIGH, Severity.CRITICAL, Severity.CRITICAL)
_GRAVE = (Severity.CRITICAL, Severity.CRITICAL, Severity.CRITICAL)

_GRAVEST = Shipped(_GRAVE, days_to_review=7)
_AROUND_THE_RULE = Shipped(_HIGH, days_to_review=14, offices=((POLICY_OFFICE, 24), (OVERSIGHT, 72)))
SHIPPED: dict[Kind, Shipped] = {
    **dict.fromkeys(OF_THE_TRAIL, _GRAVEST),
    Kind.OUTSIDE_SERVICE: _AROUND_THE_RULE,
    Kind.VENDOR_RECORD: _AROUND_THE_RULE,
    Kind.LAUNDERING: Shipped(_HIGH, 14, (*_AROUND_THE_RULE.offices, (INTERNAL_AFFAIRS, 72))),
    Kind.NO_APPROVED_RUN: Shipped(_MODERATE),
    Kind.NO_TRACE: Shipped(_LOW),
    Kind.APPROVED_AFTER_USE: Shipped(_HIGH, 14),
    Kind.RAPID_APPROVALS: Shipped(_MODERATE),
    Kind.OFF_DUTY_APPROVAL: Shipped(_LOW),
    Kind.LAPSED_CERTIFICATE: Shipped(_MODERATE),
    Kind.VAGUE_REASONS: Shipped(_LOW),
    Kind.REPEAT_TARGET: Shipped(_MODERATE),
}
DAYS_FOR_REPLY = 30
TELL_AFTER_DAYS = 30
REASON = "The rule that ships with Gatehouse."


def enter_shipped(apps: Any = all_apps, using: str = "default", **_signal: Any) -> None:
    """Adds the rule of each kind that has none; a rule that the office made stays as it is."""
    try:
        rules = apps.get_model("findings", "HandlingRule").objects.using(using)
        offices = apps.get_model("findings", "Office").objects.using(using)
    except LookupError:
        return  # this app is not migrated yet
    known = set(rules.values_list("kind", flat=True))
    for kind in Kind:
        if kind not in known:
            _enter(kind, SHIPPED[kind], rules, offices)


def _enter(kind: Kind, ships: Shipped, rules: Any, offices: Any) -> None:
    first, second, further = ships.severities
    rule = rules.create(
        kind=kind,
        number=1,
        severity=first,
        severity_second=second,
        severity_further=further,
        days_to_review=ships.days_to_review,
        days_for_reply=DAYS_FOR_REPLY,
        tell_after_days=TELL_AFTER_DAYS,
        since=timezone.now(),
        reason=REASON,
    )
    for name, hours in ships.offices:
        office, _made = offices.get_or_create(name=name, defaults=OFFICES[name])
        rule.offices.create(office=office, hours=hours)
