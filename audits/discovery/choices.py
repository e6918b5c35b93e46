from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("waiting")
    READING = "reading", _("reading")
    CONCLUDING = "concluding", _("concluding")
    DONE = "done", _("done")
    PARTIAL = "partial", _("done in part")
    CANCELED = "canceled", _("canceled")
    FAILED = "failed", _("failed")


# Stages in which a job has something to do, and those in which it has not.
AT_WORK = (Stage.WAITING, Stage.READING, Stage.CONCLUDING)
OVER = tuple(stage for stage in Stage if stage not in AT_WORK)
# From these an import can go on where it stopped.
RESUMABLE = (Stage.CANCELED, Stage.FAILED)


class Role(TextChoices):
    """What a file of an import turned out to be."""

    UNKNOWN = "unknown", _("not looked at yet")
    LOG = "log", _("log")
    TABLE = "table", _("table")
    EVIDENCE = "evidence", _("evidence of another kind")
    REFUSED = "refused", _("not recognized")


class ObservationKind(TextChoices):
    SEARCH = "search", _("search")
    VISIT = "visit", _("visit without a search seen")
    ATTEMPT = "attempt", _("attempt that was stopped")
    ACCOUNT = "account", _("account on a vendor's list")
    WELCOME = "welcome", _("mail of a new account")
    MAIL = "mail", _("mail of a service")
    PURCHASE = "purchase", _("purchase")
    LISTED = "listed", _("entry of a list")


class Explanation(TextChoices):
    """What an observation was found to be: exactly one of these."""

    EXPLAINED = "explained", _("explained by an approved run")
    PERMITTED = "permitted", _("permitted otherwise")
    OPEN = "open", _("open")


class ConfidenceLevel(TextChoices):
    """How the person was found."""

    NAMED = "named", _("named in the line")
    SESSION = "session", _("VPN session at that time")
    LOGON = "logon", _("latest logon at the device")
    OWNER = "owner", _("asset register")
    NAME = "name", _("full name alone")
    NOBODY = "nobody", _("unattributed")


class MappingKind(TextChoices):
    """What the lines of a log are that somebody described."""

    CSV = "csv", _("columns, as in CSV")
    JSON = "json", _("JSON, an object on each line")


class Delimiter(TextChoices):
    """What stands between two columns."""

    COMMA = ",", _("comma")
    SEMICOLON = ";", _("semicolon")
    TAB = "\t", _("tab")
    BAR = "|", _("vertical bar")
    CARET = "^", _("caret")
    COLON = ":", _("colon")
    BLANK = " ", _("blank")


class MappedField(TextChoices):
    """What may stand in a column of a log, and is read."""

    TIME = "time", _("when")
    USER = "user", _("user")
    CLIENT = "client", _("address of the client")
    DEVICE = "device", _("device")
    HOST = "host", _("host that is reached")
    URL = "url", _("URL that is reached")
    METHOD = "method", _("method")
    OUTCOME = "outcome", _("outcome")
    PEER = "peer", _("address that is reached")
    APPLICATION = "application", _("application")


class ReachKind(TextChoices):
    """By what a service is recognized on the network."""

    DOMAIN = "domain", _("domain")
    ADDRESS = "address", _("address")
    SEARCH = "search", _("what a search looks like")


class BelongingKind(TextChoices):
    """What of the department's own logs are read by."""

    REALM = "realm", _("realm of user names")
    PROXY = "proxy", _("proxy")


class Method(TextChoices):
    """The methods by which a service is asked to search."""

    POST = "POST", "POST"
    PUT = "PUT", "PUT"
    GET = "GET", "GET"
