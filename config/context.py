"""What every page knows: the department, the demonstration, who is signed in, where they may go."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.findings.permissions import WARNED
from audits.findings.queries import trail_is_in_doubt, waits_for
from audits.trail.queries import Standing, standing
from config.access import may_open
from policy.personnel.models import Account, Notice

NAVIGATION = (
    (_("Home"), "home"),
    (_("Requests"), "searches:list"),
    (_("Policy"), "policies:in_force"),
    (_("Systems"), "systems:list"),
    (_("People"), "personnel:people"),
    (_("Discovery"), "discovery:overview"),
    (_("Findings"), "findings:list"),
    (_("Reports"), "reports:list"),
    (_("Settings"), "changes:list"),
    (_("Trail"), "trail:list"),
    (_("Administration"), "admin:index"),
)

# Where a section begins for those who may not open all of it.
OTHERWISE = {"findings:list": "findings:rules"}

# A section whose pages stand within another, and pages that stand in none.
WITHIN = {"replays": "policies"}
OF_NO_SECTION = (
    *("personnel:notices", "trail:me", "trail:verify"),
    *("findings:mine", "findings:own", "findings:disclose", "discovery:own"),
)

ZONE_NAMES = {
    "America/New_York": _("Eastern time"),
    "America/Chicago": _("Central time"),
    "America/Denver": _("Mountain time"),
    "America/Phoenix": _("Arizona time"),
    "America/Los_Angeles": _("Pacific time"),
    "America/Anchorage": _("Alaska time"),
    "Pacific/Honolulu": _("Hawaii time"),
}


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO_ALLOWED,
        "department_name": settings.DEPARTMENT_NAME,
        "release": settings.VERSION,
        "zone_name": ZONE_NAMES.get(settings.TIME_ZONE, settings.TIME_ZONE),
        # Called by the template that shows it: a fragment or an error page need not ask for it.
        "navigation": partial(navigation, request),
        "unread_notices": partial(unread_notices, request),
        "trail_standing": partial(trail_standing, request),
        "trail_is_in_doubt": partial(doubt_of_trail, request),
        "something_about_you": partial(something_about_you, request),
        "may_read_findings": partial(may_read_findings, request),
    }


def navigation(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """The sections that the signed-in person may open, with the present one marked."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return
    here = section_of(getattr(request.resolver_match, "view_name", ""))
    for label, begins in NAVIGATION:
        url_name = begins if may_open(account, begins) else OTHERWISE.get(begins, begins)
        if may_open(account, url_name):
            yield {
                "label": label,
                "url": reverse(url_name),
                "active": section_of(url_name) == here,
            }


def unread_notices(request: HttpRequest) -> int:
    """How many notices the signed-in person has not read."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return 0
    return Notice.objects.unread_by(account).count()


def trail_standing(request: HttpRequest) -> Standing | None:
    """How far the trail is sealed and witnessed, for those who read it."""
    account = getattr(request, "user", None)
    return standing() if account and may_open(account, "trail:list") else None


def doubt_of_trail(request: HttpRequest) -> bool:
    """Whether those who answer for the trail have to be told that it does not verify."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account) or not account.has_role(*WARNED):
        return False
    return trail_is_in_doubt()


def something_about_you(request: HttpRequest) -> bool:
    """Whether whoever is signed in may reply to a finding, or has not read who saw their name.

    It is found out anew each time: a notice that is kept would name them.
    """
    account = getattr(request, "user", None)
    return isinstance(account, Account) and waits_for(account, timezone.now())


def may_read_findings(request: HttpRequest) -> bool:
    return may_open(request.user, "findings:list")


def section_of(url_name: str) -> str:
    """The section that an address belongs to; what everyone has of their own belongs to none."""
    if url_name in OF_NO_SECTION:
        return ""
    section = url_name.partition(":")[0]
    return WITHIN.get(section, section)
