"""Windows for telling of oneself, what is told in them, and which findings that closes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from audits.findings.actions.evidence import add_evidence
from audits.findings.actions.moving import close, lock
from audits.findings.actions.pseudonymous import acting_as_subject
from audits.findings.actions.subjects import hold, subject_of
from audits.findings.choices import Action, Kind, Outcome, State
from audits.findings.evidence import EvidenceOf
from audits.findings.lifecycle import BY_ACTION
from audits.findings.models import Disclosure, Evidence, Finding, Subject, Window
from audits.findings.pseudonyms import seal
from audits.findings.queries import violations_of, window_open_for
from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import holds_role, require

_CLOSES = BY_ACTION[Action.DISCLOSE].before


@transaction.atomic
def declare_window(
    *,
    opens_at: datetime,
    closes_at: datetime,
    kinds: Sequence[Kind],
    services: Sequence[str],
    first: Outcome,
    again: Outcome,
    reason: str,
    by: Account,
    at: datetime,
) -> Window:
    """A policy officer says until when people may tell of themselves, and what it leads to.

    It is open for SHORTEST_WINDOW at least, and not to whoever declared it; oversight is told.
    """
    require(holds_role(by, Role.POLICY_OFFICER))
    window = Window.objects.create(
        opens_at=opens_at,
        closes_at=closes_at,
        kinds=list(kinds),
        services=list(services),
        first=first,
        again=again,
        reason=reason.strip(),
        declared_by=by,
        declared_at=at,
    )
    notify(
        key=f"window {window.pk}",
        text=_("%(who)s declared a disclosure window: %(window)s.")
        % {"who": by.display_name, "window": window},
        at=at,
        role=Role.OVERSIGHT,
        link=reverse("findings:windows"),
    )
    return window


@transaction.atomic
def disclose(
    *,
    service: str,
    times: int,
    first_on: date,
    last_on: date,
    reason: str,
    by: Account,
    at: datetime,
) -> Disclosure:
    """Whoever has an account tells of themselves; inside a window it closes what it is about.

    Kept under the pseudonym alone. Raises PermissionDenied for an account of nobody's.
    """
    with acting_as_subject(by):
        subject = hold(subject_of(by.member))
        window = window_open_for(by, service, at)
        disclosure = Disclosure.objects.create(
            subject=subject,
            window=window,
            service=service.strip(),
            times=times,
            first_on=first_on,
            last_on=last_on,
            sealed=seal(reason.strip()),
            made_at=at,
            outcome=_outcome(window, subject) if window else "",
        )
        close_disclosed(subject.findings.filter(state__in=_CLOSES), at=at)
    return disclosure


def close_disclosed(findings: Iterable[Finding], *, at: datetime) -> None:
    """Closes those that their person told of inside a window, before they were found or after.

    Where more was found than they told of, it stays, and says so.
    """
    for finding in findings:
        locked = lock(finding)
        disclosure = _disclosure_of(locked) if locked.state in _CLOSES else None
        if disclosure and _tells_less(disclosure, locked):
            _say_that_it_tells_less(disclosure, locked, at=at)
        elif disclosure:
            close(
                locked,
                Action.DISCLOSE,
                to=State.DISCLOSED,
                at=at,
                reason=_("The person told of it inside a disclosure window."),
                disclosure=disclosure,
                outcome=disclosure.outcome,
            )


def _tells_less(disclosure: Disclosure, finding: Finding) -> bool:
    """Whether more searches were found than it tells of, with those that it closed before."""
    closed = Evidence.objects.filter(finding__disclosure=disclosure)
    before = closed.aggregate(total=Sum("times", default=0))["total"]
    return before + finding.searches > disclosure.times


def _say_that_it_tells_less(disclosure: Disclosure, finding: Finding, *, at: datetime) -> None:
    words = _(
        "Inside a disclosure window the person told of fewer searches (%(told)s) than were found."
    )
    told = EvidenceOf(words % {"told": disclosure.times}, counts=True)
    add_evidence(finding=finding, evidence=[told], at=at)


def _disclosure_of(finding: Finding) -> Disclosure | None:
    """The first that covers it: of the same person, kind, service and days, after it happened."""
    happened = finding.happened_until or finding.opened_at
    told = Disclosure.objects.filter(
        subject=finding.subject,
        window__kinds__contains=[finding.kind],
        made_at__gte=happened,
        **_days_of(finding),
    ).order_by("made_at", "pk")
    place = finding.place.casefold()
    return next((one for one in told if one.service.casefold() == place), None)


def _days_of(finding: Finding) -> dict[str, date]:
    """A disclosure has to name the days on which it happened, where they are known."""
    if not finding.happened_from or not finding.happened_until:
        return {}
    first, last = localdate(finding.happened_from), localdate(finding.happened_until)
    return {"first_on__lte": first, "last_on__gte": last}


def _outcome(window: Window, subject: Subject) -> str:
    """A repeat is whoever was found out, or told of themselves, before this window opened."""
    before = violations_of(subject).filter(closed_at__lt=window.opens_at)
    told = Disclosure.objects.filter(subject=subject, window__isnull=False).exclude(window=window)
    return window.again if before.exists() or told.exists() else window.first
