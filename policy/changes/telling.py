"""Who has to hear of a proposal, and in which words."""

from django.utils.translation import gettext as _

from policy.changes.models.proposals import Proposal
from policy.changes.queries import who_can_decide


def what_it_waits_for(proposal: Proposal) -> str:
    """That it is proposed, and who can approve it."""
    others = [account.display_name for account in who_can_decide(proposal)]
    words = {"change": proposal, "others": ", ".join(others)}
    if others:
        return _("Proposed: %(change)s. It waits for one of: %(others)s.") % words
    return (
        _("Proposed: %(change)s. Nobody can approve it, as there is no other administrator.")
        % words
    )
