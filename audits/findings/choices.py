from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """What came upon a finding."""

    VERIFICATION = "verification", _("verification of the trail")
    WATCH = "watch", _("watch over the trail")
    DISCOVERY = "discovery", _("network logs")
    VENDOR = "vendor", _("records of a vendor")
    DISCLOSURE = "disclosure", _("a disclosure")
    PATTERN = "pattern", _("a pattern in the register")
    PERSON = "person", _("an auditor")


# What one of these found about nobody known may become known to be about somebody.
ATTRIBUTABLE = (Source.DISCOVERY, Source.VENDOR, Source.PERSON)


class Kind(TextChoices):
    TAMPERED = "tampered", _("trail tampered with")
    DRIFTED = "drifted", _("record not as the trail says")
    NOT_VERIFIED = "not_verified", _("trail not verified")
    NOT_SEALED = "not_sealed", _("trail not sealed")
    OUTSIDE_SERVICE = "outside_service", _("search on a service that is not allowed")
    NO_APPROVED_RUN = "no_approved_run", _("contact that no approved run explains")
    NO_TRACE = "no_trace", _("run without a trace in the logs")
    VENDOR_RECORD = "vendor_record", _("vendor's record without a run here")
    APPROVED_AFTER_USE = "approved_after_use", _("approval after use")
    RAPID_APPROVALS = "rapid_approvals", _("approvals within seconds")
    OFF_DUTY_APPROVAL = "off_duty_approval", _("approval off duty")
    LAPSED_CERTIFICATE = "lapsed_certificate", _("run on a lapsed certificate")
    VAGUE_REASONS = "vague_reasons", _("vague reasons")
    REPEAT_TARGET = "repeat_target", _("one target again and again")
    LAUNDERING = "laundering", _("sign of a hidden outside search")


# What is amiss of the trail itself; administrators read these alone.
OF_THE_TRAIL = (Kind.TAMPERED, Kind.DRIFTED, Kind.NOT_VERIFIED, Kind.NOT_SEALED)
OF_CONDUCT = tuple(kind for kind in Kind if kind not in OF_THE_TRAIL)

# What shakes the trail itself: it stands on every page of those who answer for it.
INTEGRITY = (Kind.TAMPERED, Kind.DRIFTED)

# What may go and come back, and is found anew then; any other, once judged, stays judged.
COMES_AND_GOES = (Kind.NOT_VERIFIED, Kind.NOT_SEALED)
STAYS = tuple(kind for kind in Kind if kind not in COMES_AND_GOES)


class State(TextChoices):
    """Where a finding stands; lifecycle.py says what may follow."""

    OPEN = "open", _("open")
    UNDER_REVIEW = "under_review", _("under review")
    RIGHT_OF_REPLY = "right_of_reply", _("right of reply")
    SUSTAINED = "sustained", _("sustained")
    NOT_SUSTAINED = "not_sustained", _("not sustained")
    EXPLAINED = "explained", _("explained")
    REFERRED = "referred", _("referred")
    DISCLOSED = "disclosed", _("disclosed")
    OVER = "over", _("over by itself")


class Action(TextChoices):
    """What is done to a finding."""

    REVIEW = "review", _("review begun")
    HAND_OVER = "hand_over", _("handed over")
    ATTRIBUTE = "attribute", _("said whom it is about")
    HEAR = "hear", _("right of reply given")
    REPLY = "reply", _("reply given")
    TAKE_DOWN = "take_down", _("reply taken down")
    END_HEARING = "end_hearing", _("time for a reply over")
    SUSTAIN = "sustain", _("sustained")
    NOT_SUSTAIN = "not_sustain", _("not sustained")
    EXPLAIN = "explain", _("explained")
    REFER = "refer", _("referred")
    DISCLOSE = "disclose", _("closed by a disclosure")
    END = "end", _("over by itself")


class Hat(TextChoices):
    """In which capacity someone acts on a finding."""

    AUDITOR = "auditor", _("an auditor")
    SUBJECT = "subject", _("the person it is about")
    CLOCK = "clock", _("the clock")


class Severity(TextChoices):
    """The order here, from the lowest to the highest, is the order everywhere."""

    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")
    CRITICAL = "critical", _("critical")


class Basis(TextChoices):
    """The legal basis on which a name may be shown."""

    INVESTIGATION = "investigation", _("internal investigation")
    COURT = "court", _("subpoena or court order")
    STATUTE = "statute", _("statute or ordinance")
    AUDIT = "audit", _("audit mandate")


class Verdict(TextChoices):
    """What was said to someone who asked for a name."""

    OPEN = "open", _("waiting")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Outcome(TextChoices):
    """What a disclosure inside a window leads to."""

    RETRAINING = "retraining", _("retraining")
    WARNING = "warning", _("written warning")
    REFERRED = "referred", _("referred")
