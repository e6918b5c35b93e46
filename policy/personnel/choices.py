from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Grade(TextChoices):
    """Ranks from the lowest to the highest: the order here is the order in every rule."""

    CIVILIAN = "civilian", _("civilian employee")
    POLICE_OFFICER = "police_officer", _("police officer")
    DETECTIVE = "detective", _("detective")
    SERGEANT = "sergeant", _("sergeant")
    LIEUTENANT = "lieutenant", _("lieutenant")
    CAPTAIN = "captain", _("captain")
    COMMANDER = "commander", _("commander")
    DEPUTY_CHIEF = "deputy_chief", _("deputy chief")
    ASSISTANT_CHIEF = "assistant_chief", _("assistant chief")
    CHIEF = "chief", _("chief of police")


class Issuer(TextChoices):
    """Who issued a certificate of training."""

    DEPARTMENT = "department", _("the department")
    LACRIS = "lacris", _("LACRIS")
    FBI = "fbi", _("the FBI")
    STATE_ACADEMY = "state_academy", _("a state academy or standards board")
    VENDOR = "vendor", _("the vendor of a system")
    OTHER = "other", _("another body")


class PersonStatus(TextChoices):
    ACTIVE = "active", _("active")
    ON_LEAVE = "on_leave", _("on leave")
    SUSPENDED = "suspended", _("suspended")
    SEPARATED = "separated", _("separated")


# Whose account is closed: the database sees to it (policy/personnel/triggers.py).
NOT_SERVING = (PersonStatus.SUSPENDED, PersonStatus.SEPARATED)


class Track(TextChoices):
    """What a course qualifies its holders to do."""

    USER = "user", _("request searches")
    EXAMINER = "examiner", _("run searches and compare faces")


class CertificateState(TextChoices):
    """What a certificate is worth on one day."""

    VALID = "valid", _("valid")
    NOT_YET = "not_yet", _("not valid yet")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


class Training(TextChoices):
    """How a person stands on one day with the certificates of a track."""

    CURRENT = "current", _("current")
    LAPSED = "lapsed", _("lapsed")
    NONE = "none", _("none")


class Role(TextChoices):
    """What an account may do; the map of URLs in config/access.py says where."""

    REQUESTER = "requester", _("Requester")
    SUPERVISOR = "supervisor", _("Supervisor")
    EXAMINER = "examiner", _("Examiner")
    POLICY_OFFICER = "policy_officer", _("Policy officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    OVERSIGHT = "oversight", _("Oversight (read only)")


# Separation of duties (CJIS AC-5): these roles are held alone, by no one who does the work.
STANDS_ALONE = (Role.AUDITOR, Role.ADMINISTRATOR, Role.OVERSIGHT)
