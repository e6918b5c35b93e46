"""Policies, people and their roles, reports."""

from django.utils.translation import gettext as _

from audits.trail.wording import general
from audits.trail.wording.of_searches import doer
from audits.trail.wording.saying import Saying, says

ACCOUNT = "personnel.Account"
GRANT = "personnel.RoleGrant"
VERSION = "policies.Version"


@says(GRANT, "insert")
def role_given(saying: Saying) -> str:
    return _("%(who)s gave the role %(role)s to %(account)s") % _of_grant(saying)


@says(GRANT, "delete")
def role_taken(saying: Saying) -> str:
    return _("%(who)s took the role %(role)s from %(account)s") % _of_grant(saying)


@says(GRANT, "found")
def role_found(saying: Saying) -> str:
    words = _of_grant(saying)
    return _("%(who)s found that %(account)s had the role %(role)s when the trail began") % words


def _of_grant(saying: Saying) -> dict[str, str]:
    return {
        "who": saying.who,
        "role": saying.value("role"),
        "account": saying.account("account_id"),
    }


@says(ACCOUNT, "update")
def account_changed(saying: Saying) -> str:
    after = saying.told.after
    words = {"who": saying.who, "account": saying.names.of(ACCOUNT, saying.told.key)}
    if after.get("is_active") == "false":
        return _("%(who)s closed the account of %(account)s") % words
    if after.get("is_active") == "true":
        return _("%(who)s opened the account of %(account)s") % words
    if "password" in after:
        return _("%(who)s changed the password of %(account)s") % words
    return general.changed(saying)


@says("personnel.Certificate", "insert")
def certificate_entered(saying: Saying) -> str:
    words = {
        "who": saying.who,
        "person": saying.value("person_id"),
        "course": saying.value("course_id"),
        "day": saying.value("issued_on"),
    }
    return _("%(who)s entered a certificate of %(person)s: %(course)s, issued %(day)s") % words


@says("personnel.Person", "viewed")
def person_viewed(saying: Saying) -> str:
    words = {"who": saying.who, "person": saying.thing}
    if (saying.told.after.get("address") or "").startswith("/trail/"):
        return _("%(who)s read what %(person)s did and looked at") % words
    return _("%(who)s viewed the page of %(person)s") % words


@says("personnel.Notice", "insert")
def notice_sent(saying: Saying) -> str:
    to = saying.account("account_id") if saying.told.row.get("account_id") else saying.value("role")
    words = {"who": saying.who, "to": to, "text": saying.value("text")}
    return _("%(who)s sent a notice to %(to)s: %(text)s") % words


@says("policies.Acknowledgment", "insert")
def acknowledged(saying: Saying) -> str:
    words = {
        "who": doer(saying, saying.told.row.get("person_id")),
        "version": saying.value("version_id"),
    }
    return _("%(who)s signed %(version)s") % words


@says("policies.Decision", "insert")
def decided(saying: Saying) -> str:
    words = {
        "who": saying.who,
        "gate": saying.value("gate"),
        "outcome": saying.value("outcome"),
    }
    return _("%(who)s asked the policy (%(gate)s): %(outcome)s") % words


@says("policies.Reason", "insert")
def reason_kept(saying: Saying) -> str:
    return _("The policy gave a reason: %(text)s") % {"text": saying.value("text")}


@says(VERSION, "update")
def version_moved(saying: Saying) -> str:
    if "state" not in saying.told.after:
        return general.changed(saying)
    words = {
        "who": saying.who,
        "version": saying.thing,
        "before": saying.was("state"),
        "after": saying.became("state"),
    }
    return _("%(who)s moved %(version)s from %(before)s to %(after)s") % words


@says("policies.Reviewer", "update")
def reviewed(saying: Saying) -> str:
    verdict = saying.told.after.get("verdict")
    if not verdict:
        return general.changed(saying)
    words = {"who": saying.who, "verdict": saying.became("verdict")}
    return _("%(who)s gave the verdict “%(verdict)s” on a version in review") % words


@says("reports.Report", "insert")
def report_made(saying: Saying) -> str:
    return _("%(who)s made the report %(thing)s") % {"who": saying.who, "thing": saying.thing}
