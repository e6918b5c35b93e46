from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The reports that the product makes; audits/reports/kinds.py says what is in each."""

    USE = "use", _("Use of face recognition")
    DISCOVERY = "discovery", _("Searches outside the rule")
    LOOK_BACK = "look_back", _("Look-back of a policy over past decisions")


class Outcome(TextChoices):
    """What became of a request, as a report counts it: each request has exactly one."""

    REFUSED = "refused", _("Refused by policy")
    IN_APPROVAL = "in_approval", _("In approval")
    RETURNED = "returned", _("Returned to the requester")
    REOPENED = "reopened", _("Reopened, not submitted again")
    DENIED = "denied", _("Denied by a supervisor")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    APPROVED = "approved", _("Approved, search not yet run")
    REVOKED = "revoked", _("Approval revoked")
    EXPIRED = "expired", _("Approval expired before a search")
    UNDER_WAY = "under_way", _("Search running or in review")
    NO_LEAD = "no_lead", _("Searched, no lead")
    LEAD_RELEASED = "lead_released", _("Searched, lead released")
    CLOSED_WITHOUT_LEAD = "closed_without_lead", _("Closed without a lead")
    CLOSED_WITH_LEAD = "closed_with_lead", _("Closed with a lead")
