"""Search requests: what people did, step by step."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.trail.wording import general
from audits.trail.wording.names import DECISION, PERSON, REQUEST
from audits.trail.wording.saying import Saying, says
from policy.searches.choices import Action, State

APPROVAL = "searches.Approval"
STEP = "searches.Step"

_STEPS = {
    Action.CREATE: gettext_lazy("%(who)s began the request %(request)s"),
    Action.SUBMIT: gettext_lazy("%(who)s submitted request %(request)s, version %(version)s"),
    Action.APPROVE: gettext_lazy("%(who)s approved request %(request)s, version %(version)s"),
    Action.DENY: gettext_lazy("%(who)s denied request %(request)s, version %(version)s"),
    Action.RETURN: gettext_lazy(
        "%(who)s returned request %(request)s, version %(version)s, to its requester"
    ),
    Action.REOPEN: gettext_lazy("%(who)s reopened request %(request)s for editing"),
    Action.WITHDRAW: gettext_lazy("%(who)s withdrew request %(request)s"),
    Action.REVOKE: gettext_lazy("%(who)s revoked the approval of request %(request)s"),
    Action.EXPIRE: gettext_lazy("%(who)s let the approval of request %(request)s expire"),
    Action.RUN: gettext_lazy("%(who)s started the search for request %(request)s"),
    Action.RECORD: gettext_lazy("%(who)s recorded the result of request %(request)s"),
    Action.REVIEW: gettext_lazy("%(who)s reviewed the candidates of request %(request)s"),
    Action.RELEASE: gettext_lazy("%(who)s released a lead for request %(request)s"),
    Action.CONCLUDE: gettext_lazy("%(who)s concluded request %(request)s without a lead"),
    Action.CLOSE: gettext_lazy("%(who)s closed request %(request)s"),
}


@says(STEP, "insert")
def step(saying: Saying) -> str:
    row = saying.told.row
    words = {
        "who": doer(saying, row.get("actor_id")),
        "request": saying.request,
        "version": row.get("version"),
    }
    told = str(_STEPS[Action(saying.told.row["action"] or "")]) % words
    if saying.names.parts(DECISION, row.get("decision_id")) == ["refused"]:
        return _("%(told)s, which the policy refused") % {"told": told}
    if row.get("action") == Action.APPROVE and (hours := _hours(saying)):
        return _("%(told)s, for %(hours)s") % {"told": told, "hours": hours}
    return told


def doer(saying: Saying, person: str | None) -> str:
    """Whoever acted; and whose act it was, where somebody else recorded it."""
    told = saying.told
    if person is None or saying.names.person_of(told.account) == person:
        return told.actor
    return _("%(who)s, recorded by %(recorder)s,") % {
        "who": saying.names.of(PERSON, person),
        "recorder": told.actor,
    }


def _hours(saying: Saying) -> str:
    """For how long it was approved, as the request says that was changed in the same act."""
    index, since = saying.told.index, saying.told.row["at"] or ""
    for told in sorted(saying.beside, key=lambda each: abs(each.index - index)):
        until = told.after.get("approved_until")
        if until and (told.kind, told.key) == (REQUEST, saying.told.request):
            return _duration(datetime.fromisoformat(until) - datetime.fromisoformat(since))
    return ""


def _duration(time: timedelta) -> str:
    hours = round(time / timedelta(hours=1))
    return ngettext("%d hour", "%d hours", hours) % hours


@says(REQUEST, "update")
def request_changed(saying: Saying) -> str:
    after = saying.told.after
    if "state" not in after:
        return general.changed(saying)
    words = {
        "who": saying.who,
        "request": saying.request,
        "before": saying.was("state"),
        "after": saying.became("state"),
    }
    if after["state"] == State.APPROVED and after.get("approved_until"):
        words["until"] = saying.became("approved_until")
        template = _(
            "%(who)s moved request %(request)s from %(before)s to %(after)s until %(until)s"
        )
        return template % words
    return _("%(who)s moved request %(request)s from %(before)s to %(after)s") % words


@says(REQUEST, "insert")
def request_added(saying: Saying) -> str:
    return _("%(who)s opened the search request %(request)s") % _of_request(saying)


@says(REQUEST, "viewed")
def request_viewed(saying: Saying) -> str:
    words = _of_request(saying)
    if (saying.told.after.get("address") or "").startswith("/trail/"):
        return _("%(who)s read the whole story of request %(request)s") % words
    return _("%(who)s viewed request %(request)s") % words


@says(REQUEST, "refused")
def request_refused(saying: Saying) -> str:
    return _("%(who)s was refused request %(request)s") % _of_request(saying)


@says(REQUEST, "downloaded")
def request_downloaded(saying: Saying) -> str:
    return _("%(who)s downloaded the proof of request %(request)s") % _of_request(saying)


@says("searches.ProbeImage", "viewed", "downloaded")
def probe_viewed(saying: Saying) -> str:
    return _("%(who)s looked at the probe image of request %(request)s") % _of_request(saying)


@says("searches.ProbeImage", "insert")
def probe_added(saying: Saying) -> str:
    return _("%(who)s added the probe image of request %(request)s") % _of_request(saying)


@says("policies.Decision", "viewed")
def decision_viewed(saying: Saying) -> str:
    return _("%(who)s viewed a decision on request %(request)s") % _of_request(saying)


@says("searches.ContentVersion", "insert")
def version_kept(saying: Saying) -> str:
    words = {**_of_request(saying), "version": saying.told.row.get("number")}
    return _("%(who)s put version %(version)s of request %(request)s on record") % words


@says(APPROVAL, "insert")
def verdict_given(saying: Saying) -> str:
    words = {
        "who": doer(saying, saying.told.row.get("approver_id")),
        "request": saying.request,
        "version": saying.told.row.get("version"),
        "verdict": saying.value("verdict"),
    }
    return (
        _("%(who)s gave the verdict “%(verdict)s” on request %(request)s, version %(version)s")
        % words
    )


@says("searches.Run", "insert")
def run_started(saying: Saying) -> str:
    words = {
        "who": doer(saying, saying.told.row.get("operator_id")),
        "request": saying.request,
        "system": saying.value("system_id"),
    }
    return _("%(who)s ran the search for request %(request)s on %(system)s") % words


@says("searches.Run", "update")
def run_recorded(saying: Saying) -> str:
    if "candidates" not in saying.told.after:
        return general.changed(saying)
    words = {**_of_request(saying), "candidates": saying.became("candidates")}
    return _("%(who)s recorded %(candidates)s candidates for request %(request)s") % words


@says("searches.Review", "insert")
def reviewed(saying: Saying) -> str:
    words = {
        "who": doer(saying, saying.told.row.get("examiner_id")),
        "request": saying.request,
        "finding": saying.value("finding"),
    }
    return _("%(who)s found on request %(request)s: %(finding)s") % words


@says("searches.Lead", "insert")
def lead_released(saying: Saying) -> str:
    words = {
        "who": doer(saying, saying.told.row.get("released_by_id")),
        "request": saying.request,
        "candidate": saying.value("candidate"),
    }
    return _("%(who)s named candidate %(candidate)s as the lead of request %(request)s") % words


@says("searches.Counter", "insert", "update")
def number_given(saying: Saying) -> str:
    words = {
        "who": saying.who,
        "number": f"{saying.told.key}-{int(saying.told.row['last'] or 0):04}",
    }
    return _("%(who)s took the request number %(number)s") % words


@says("searches.Closing", "insert")
def closed(saying: Saying) -> str:
    words = {
        "who": doer(saying, saying.told.row.get("closed_by_id")),
        "request": saying.request,
        "disposition": saying.value("disposition"),
    }
    return _("%(who)s told what became of request %(request)s: %(disposition)s") % words


def _of_request(saying: Saying) -> dict[str, str]:
    return {"who": saying.who, "request": saying.request}
