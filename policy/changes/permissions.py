"""Who may propose a change or another proposal, and who may decide on one."""

from django.utils.translation import gettext as _

from policy.changes.choices import Verdict
from policy.changes.models.proposals import Proposal
from policy.changes.queries import administrators, roles_proposed_to_be_taken
from policy.personnel.choices import STANDS_ALONE, Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role
from policy.systems.choices import SystemStatus
from policy.systems.models import System

# How many administrators there always are: fewer could change nothing any more.
AT_LEAST = 2


def may_propose(account: Account) -> Answer:
    return holds_role(account, Role.ADMINISTRATOR)


def may_decide(account: Account, proposal: Proposal) -> Answer:
    return first_denied(
        is_open(proposal), holds_role(account, Role.ADMINISTRATOR), is_another(account, proposal)
    )


def may_take_back(account: Account, proposal: Proposal) -> Answer:
    if account.pk != proposal.proposed_by_id:
        return Denied(_("Only who proposed it takes it back."))
    return first_denied(is_open(proposal), holds_role(account, Role.ADMINISTRATOR))


def is_open(proposal: Proposal) -> Answer:
    if proposal.verdict == Verdict.OPEN:
        return Allowed()
    return Denied(_("It is decided: %(verdict)s.") % {"verdict": proposal.get_verdict_display()})


def is_another(account: Account, proposal: Proposal) -> Answer:
    if account.pk != proposal.proposed_by_id:
        return Allowed()
    return Denied(_("Nobody decides on what they proposed."))


def may_be_given(account: Account, role: Role, *, leaving: frozenset[str] = frozenset()) -> Answer:
    """May the account come to hold `role`, once it has lost the roles that are `leaving`?"""
    if role == Role.ADMINISTRATOR and account.password_is_temporary:
        return Denied(
            _("%(account)s first has to replace the password that an administrator set.")
            % {"account": account}
        )
    return may_stand_beside(account, role, leaving)


def may_stand_beside(account: Account, role: Role, leaving: frozenset[str]) -> Answer:
    held = set(account.grants.values_list("role", flat=True)) - {role} - leaving
    apart = ({role} & set(STANDS_ALONE)) or (held & set(STANDS_ALONE))
    if not held or not apart:
        return Allowed()
    return Denied(
        _("%(account)s holds other roles, and the role %(role)s is held alone.")
        % {"account": account, "role": Role(min(apart)).label}
    )


def may_be_proposed(account: Account, role: Role) -> Answer:
    """As `may_be_given`, where the roles that are proposed to be taken are gone by then."""
    return may_be_given(account, role, leaving=roles_proposed_to_be_taken(account))


def may_be_taken(account: Account, role: Role) -> Answer:
    """Two administrators always remain."""
    if role != Role.ADMINISTRATOR or administrators().exclude(pk=account.pk).count() >= AT_LEAST:
        return Allowed()
    return Denied(
        _("Two administrators always remain. Give the role to another before it is taken.")
    )


def may_become(system: System, status: SystemStatus) -> Answer:
    if status != SystemStatus.ALLOWED or system.verified_on is not None:
        return Allowed()
    return Denied(_("A system can be allowed only after the department has verified its entry."))
