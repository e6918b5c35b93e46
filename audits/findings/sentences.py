"""How the trail tells of findings: registered with its templates when the app is ready."""

from django.utils.translation import gettext as _

from audits.findings.choices import Verdict
from audits.trail.wording import general
from audits.trail.wording.saying import Saying, says

FINDING, UNMASKING = "findings.Finding", "findings.Unmasking"


def _about(saying: Saying) -> dict[str, str | None]:
    """Who, and the number of the finding that the row belongs to."""
    return {"who": saying.who, "finding": saying.told.row.get("finding_id")}


@says(FINDING, "insert")
def opened(saying: Saying) -> str:
    words = {"who": saying.who, "finding": saying.told.key, "kind": saying.value("kind")}
    return _("%(who)s opened finding %(finding)s: %(kind)s") % words


@says(FINDING, "viewed")
def viewed(saying: Saying) -> str:
    return _("%(who)s viewed finding %(finding)s") % {
        "who": saying.who,
        "finding": saying.told.key,
    }


@says(FINDING, "update")
def moved(saying: Saying) -> str:
    words = {"finding": saying.told.key, "state": saying.became("state")}
    if "state" not in saying.told.after:
        return general.changed(saying)
    return _("Finding %(finding)s is now: %(state)s") % words


@says("findings.Step", "insert")
def step(saying: Saying) -> str:
    words = {**_about(saying), "action": saying.value("action")}
    return _("%(who)s, finding %(finding)s: %(action)s") % words


@says("findings.Evidence", "insert")
def evidence(saying: Saying) -> str:
    return _("%(who)s added evidence to finding %(finding)s") % _about(saying)


@says("findings.Reply", "insert")
def reply(saying: Saying) -> str:
    return _("%(who)s replied to finding %(finding)s") % _about(saying)


@says("findings.OfficeNotice", "insert")
def office(saying: Saying) -> str:
    words = {**_about(saying), "office": saying.name("findings.Office", "office_id")}
    if saying.told.row.get("told_at"):
        return _("%(who)s told %(office)s of finding %(finding)s") % words
    return _("%(who)s noted that %(office)s is to be told of finding %(finding)s") % words


@says(UNMASKING, "insert")
def asked(saying: Saying) -> str:
    words = {**_about(saying), "basis": saying.value("basis")}
    return _("%(who)s asked for the name behind finding %(finding)s: %(basis)s") % words


@says(UNMASKING, "update")
def answered(saying: Saying) -> str:
    """Of an update only what changed is told, and the key of the question."""
    words = {"who": saying.who, "thing": saying.thing}
    match saying.told.after.get("answer"):
        case Verdict.GRANTED:
            return _("%(who)s granted the name %(thing)s") % words
        case Verdict.REFUSED:
            return _("%(who)s refused the name %(thing)s") % words
    if saying.told.after.get("told_at"):
        return _("%(who)s told the person of the unmasking %(thing)s") % words
    return general.changed(saying)


@says(UNMASKING, "viewed")
def seen(saying: Saying) -> str:
    return _("%(who)s looked at the name %(thing)s") % {"who": saying.who, "thing": saying.thing}


@says("findings.Disclosure", "insert")
def disclosed(saying: Saying) -> str:
    words = {"who": saying.who, "service": saying.value("service")}
    return _("%(who)s told of searches of their own on %(service)s") % words


@says("findings.HandlingRule", "insert")
def rule(saying: Saying) -> str:
    words = {
        "who": saying.who,
        "kind": saying.value("kind"),
        "number": saying.told.row.get("number"),
    }
    return _("%(who)s made version %(number)s of the rule for handling: %(kind)s") % words
