"""The steps of a request as entries of its timeline."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from policy.policies.choices import Outcome
from policy.searches.choices import Action
from policy.searches.models import Step


def entries_of(steps: Iterable[Step]) -> list[dict[str, Any]]:
    return [_entry(step) for step in steps]


def _entry(step: Step) -> dict[str, Any]:
    return {
        "at": step.at,
        "by": step.actor or _("the clock"),
        "title": _title(step),
        "text": step.reason,
        "code": _code(step),
        "links": list(_links(step)),
    }


def _title(step: Step) -> str:
    words = {"action": step.get_action_display(), "version": step.version}
    if _is_refused(step):
        return _("%(action)s: refused by the policy") % words
    if step.version and step.before != step.after:
        return _("%(action)s (version %(version)s)") % words
    return str(words["action"])


def _code(step: Step) -> str:
    return "refused" if _is_refused(step) else step.after


def _is_refused(step: Step) -> bool:
    return step.decision is not None and step.decision.outcome == Outcome.REFUSED


def _links(step: Step) -> Iterator[dict[str, str]]:
    if step.decision:
        url = reverse("searches:decision", args=[step.request_id, step.decision.pk])
        yield {"url": url, "link": _("The decision and its facts")}
    if step.action == Action.SUBMIT:
        url = reverse("searches:version", args=[step.request_id, step.version])
        yield {"url": url, "link": _("Version %(number)s as submitted") % {"number": step.version}}
