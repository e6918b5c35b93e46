"""The closed lists of policies and of what they decide."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Gate(TextChoices):
    """The six points at which a policy decides, in the order in which a request meets them."""

    SUBMIT = "submit", _("submit the request")
    APPROVE = "approve", _("approve the request")
    RUN = "run", _("run the search")
    RELEASE = "release", _("release a lead")
    ACT = "act", _("act on a lead")
    KEEP = "keep", _("keep the record")


class Effect(TextChoices):
    """What a rule does, in the order of precedence."""

    FORBID = "forbid", _("forbids")
    EXCEPT = "except", _("excepts")
    REFUSE = "refuse", _("refuses")
    ALLOW = "allow", _("allows")
    REQUIRE = "require", _("requires")


# What a rule may do that can be waived for one case: never what nothing overrides.
WAIVABLE = (Effect.REFUSE, Effect.REQUIRE)


class Enforcement(TextChoices):
    """How far the product carries a clause out."""

    ENFORCED = "enforced", _("enforced by a rule")
    EVIDENCED = "evidenced", _("evidenced by a document or an attestation")
    RECORDED = "recorded", _("recorded only")
    UNTESTABLE = "untestable", _("cannot be tested")


class RequirementKind(TextChoices):
    APPROVAL = "approval", _("approval")
    REVIEW = "review", _("review by examiners")
    ATTESTATION = "attestation", _("attestation")
    DOCUMENT = "document", _("document")
    EXPIRY = "expiry", _("expiry of the approval")
    AFTER_THE_FACT = "after_the_fact", _("approval after the fact")
    NOTICE = "notice", _("notice")
    RETENTION = "retention", _("retention")


class QuestionType(TextChoices):
    """The types of answer that a policy may ask for at intake."""

    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of a list")
    ORDERED_CHOICE = "ordered_choice", _("one of an ordered list")
    SET = "set", _("any of a list")
    NUMBER = "number", _("number")
    DAYS = "days", _("days")
    DATE = "date", _("date")
    TEXT = "text", _("text")
    ATTESTATION = "attestation", _("attestation")


class RecordKind(TextChoices):
    """The kinds of record that a retention requirement speaks about."""

    REQUEST = "request", _("request")
    PROBE_IMAGE = "probe_image", _("probe image")
    CANDIDATE_LIST = "candidate_list", _("candidate list")
    RESULT = "result", _("result")
    AUDIT = "audit", _("audit record")


class Party(TextChoices):
    """The people in a request whom a requirement may name."""

    REQUESTER = "requester", _("the requester")
    APPROVER = "approver", _("the approver")
    OPERATOR = "operator", _("the operator")
    EXAMINER = "examiner", _("the examiner")


class VersionState(TextChoices):
    """Where a version of a policy stands; policy/policies/lifecycle.py says what may follow."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReviewVerdict(TextChoices):
    """What a named reviewer says of the text that is in review."""

    PENDING = "pending", _("has not decided")
    APPROVED = "approved", _("approves")
    OBJECTED = "objected", _("objects")


class Outcome(TextChoices):
    """What a decision says."""

    PERMITTED = "permitted", _("permitted")
    REFUSED = "refused", _("refused")
    UNDECIDED = "undecided", _("undecided")
