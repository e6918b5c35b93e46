from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# What the requester fills in, and what an approval is of: fields of a request.
CONTENT_FIELDS = (
    "system",
    "agency_is_outside",
    "agency",
    "agency_name",
    "case_number",
    "offense",
    "offense_is_attempt",
    "purpose",
    "legal_basis",
    "subject_role",
    "exigent",
    "justification",
    "media",
    "image_source",
    "answers",
    "attestations",
)


class State(TextChoices):
    """Where a request stands; policy/searches/lifecycle.py says what may follow."""

    DRAFT = "draft", _("Draft")
    REFUSED = "refused", _("Refused by policy")
    RETURNED = "returned", _("Returned: action needed")
    IN_APPROVAL = "in_approval", _("In approval")
    APPROVED = "approved", _("Approved")
    DENIED = "denied", _("Denied")
    RUNNING = "running", _("Running")
    IN_REVIEW = "in_review", _("In review")
    LEAD_RELEASED = "lead_released", _("Lead released")
    NO_LEAD = "no_lead", _("No lead")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REVOKED = "revoked", _("Approval revoked")
    EXPIRED = "expired", _("Approval expired")


class Action(TextChoices):
    """What a person, or the clock, does to a request."""

    CREATE = "create", _("Created")
    SUBMIT = "submit", _("Submitted")
    APPROVE = "approve", _("Approved")
    DENY = "deny", _("Denied")
    RETURN = "return", _("Returned")
    REOPEN = "reopen", _("Reopened for editing")
    WITHDRAW = "withdraw", _("Withdrawn")
    REVOKE = "revoke", _("Approval revoked")
    EXPIRE = "expire", _("Approval expired")
    RUN = "run", _("Search started")
    RECORD = "record", _("Result recorded")
    REVIEW = "review", _("Candidates reviewed")
    RELEASE = "release", _("Lead released")
    CONCLUDE = "conclude", _("Concluded without a lead")
    CLOSE = "close", _("Closed")


class Hat(TextChoices):
    """The part that someone plays in one request."""

    REQUESTER = "requester", _("the requester")
    SUPERVISOR = "supervisor", _("a supervisor in the requester's chain of command")
    EXAMINER = "examiner", _("a trained examiner")
    CLOCK = "clock", _("the clock")


class Verdict(TextChoices):
    """What an approver said."""

    APPROVED = "approved", _("Approved")
    DENIED = "denied", _("Denied")
    RETURNED = "returned", _("Returned")


class Finding(TextChoices):
    """What an examiner found on comparing the candidates with the probe image."""

    LEAD = "lead", _("One candidate is an investigative lead")
    NO_LEAD = "no_lead", _("No candidate is a lead")
    UNSUITABLE = "unsuitable", _("The probe image is not suitable for comparison")


class Disposition(TextChoices):
    """What became of the case that the search was for, as far as it is known at closing."""

    NO_FURTHER_ACTION = "no_further_action", _("No further action")
    UNDER_INVESTIGATION = "under_investigation", _("Still under investigation")
    IDENTIFIED_OTHERWISE = "identified_otherwise", _("Identified by other means")
    CORROBORATED = "corroborated", _("Lead corroborated by independent evidence")
    NOT_CORROBORATED = "not_corroborated", _("Lead not corroborated")
    MISIDENTIFICATION = "misidentification", _("Lead was a misidentification")


# What became of a lead: only a request with a lead ends so.
OF_A_LEAD = (
    Disposition.CORROBORATED,
    Disposition.NOT_CORROBORATED,
    Disposition.MISIDENTIFICATION,
)
