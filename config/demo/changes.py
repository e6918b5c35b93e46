"""What the two administrators of the demonstration changed, and what waits for one of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from policy.changes import actions
from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant
from policy.systems.choices import SystemStatus
from policy.systems.models import System

SOON = timedelta(hours=3)


def appoint(accounts: Iterable[tuple[Account, Sequence[Role]]], *, at: datetime) -> None:
    """Gives the accounts their roles; the administrators among them are the first two."""
    pairs = [(account, role) for account, roles in accounts for role in roles]
    first = [account for account, role in pairs if role == Role.ADMINISTRATOR]
    RoleGrant.objects.bulk_create(
        RoleGrant(account=account, role=Role.ADMINISTRATOR, granted_at=at) for account in first
    )
    proposer, approver = first
    Change.objects.bulk_create(
        Change(
            kind=ChangeKind.ROLE_GIVEN,
            account=account,
            role=role,
            before=False,
            after=True,
            reason="On the list of roles that the chief signed.",
            proposed_by=proposer,
            proposed_at=at,
        )
        for account, role in pairs
        if role != Role.ADMINISTRATOR
    )
    open_ones = Change.objects.filter(verdict=Verdict.OPEN)
    open_ones.update(verdict=Verdict.APPROVED, decided_by=approver, decided_at=at + SOON)


def allow(system: System, *, by: Account, approver: Account, at: datetime) -> None:
    change = actions.propose_status(
        system=system,
        status=SystemStatus.ALLOWED,
        reason="The county's own system. Galleries, algorithm and contract were checked.",
        by=by,
        at=at,
    )
    actions.approve(change=change, by=approver, at=at + SOON)


def tell_of_changes(*, by: Account, approver: Account, at: datetime) -> None:
    """A year of settings: one approved, one declined, and one that waits for each of the two."""
    leads, probes = SETTINGS["keep_leads"], SETTINGS["keep_probe_images"]
    similarity = SETTINGS["lowest_similarity"]
    begin = at - timedelta(days=200)
    change = actions.propose_setting(
        setting=probes,
        value=Decimal(180),
        reason="The city attorney asks for half a year, as the county does.",
        by=by,
        at=begin,
    )
    actions.approve(change=change, by=approver, at=begin + SOON, reason="Checked with the county.")
    change = actions.propose_setting(
        setting=similarity,
        value=Decimal(60),
        reason="More candidates in cold cases.",
        by=approver,
        at=begin + timedelta(days=90),
    )
    actions.decline(
        change=change,
        by=by,
        at=begin + timedelta(days=91),
        reason="Examiners report more wrong candidates, not more leads.",
    )
    actions.propose_setting(
        setting=leads,
        value=Decimal(3650),
        reason="Homicide asks to keep leads for ten years.",
        by=approver,
        at=at - timedelta(days=2),
    )
    actions.propose_status(
        system=System.objects.get(slug="california-fr-interconnect"),
        status=SystemStatus.RETIRED,
        reason="The county disconnected it.",
        by=by,
        at=at - timedelta(days=1),
    )
