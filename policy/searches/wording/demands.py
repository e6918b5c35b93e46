"""What the policies demand on top of a permit, a line each."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.personnel.choices import Grade
from policy.policies.deciding import Demands


def demands_in_words(demands: Demands) -> list[str]:
    return [*_people(demands), *_hours(demands), *_papers(demands)]


def _people(demands: Demands) -> Iterator[str]:
    yield _approvals(demands)
    yield ngettext(
        "Comparison of the candidates by one examiner",
        "Comparison of the candidates by %(count)s examiners",
        demands.reviewers,
    ) % {"count": demands.reviewers}
    if demands.blind:
        yield _("No examiner sees what another found before comparing")


def _approvals(demands: Demands) -> str:
    words = {"count": demands.approvals}
    if not demands.approver_rank:
        return ngettext("Approval by a supervisor", "%(count)s approvals", demands.approvals) % words
    words["rank"] = Grade(demands.approver_rank).label
    return (
        ngettext(
            "Approval by a supervisor of at least the rank of %(rank)s",
            "%(count)s approvals by supervisors of at least the rank of %(rank)s",
            demands.approvals,
        )
        % words
    )


def _hours(demands: Demands) -> Iterator[str]:
    limits = (
        (demands.approve_within_hours, _("Approval within %(hours)s hours of the request")),
        (demands.expiry_hours, _("The search is run within %(hours)s hours of its approval")),
        (demands.after_the_fact_hours, _("Approval within %(hours)s hours after the search")),
    )
    for hours, words in limits:
        if hours is not None:
            yield words % {"hours": hours}


def _papers(demands: Demands) -> Iterator[str]:
    for item in demands.attestations:
        yield _("Confirmation: %(text)s") % {"text": item["text"]}
    for item in demands.documents:
        yield _("Document: %(label)s") % {"label": item["label"]}
    for item in demands.notices:
        yield _("Notice to %(to)s: %(text)s") % {"to": item["to"], "text": item["text"]}
