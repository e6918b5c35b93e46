"""What the policies demand on top of a permit, a line each."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.lists.choices import ListName
from policy.lists.queries import words_of
from policy.policies.deciding import Demands
from policy.policies.wording import requirement_in_words
from policy.policies.wording.terms import hours_in_words


def demands_in_words(demands: Demands) -> list[str]:
    lines = [*_people(demands), *_hours(demands), *_papers(demands)]
    return [capfirst(line) for line in lines]


def _people(demands: Demands) -> Iterator[str]:
    yield _approvals(demands)
    yield ngettext(
        "comparison of the candidates by an examiner",
        "comparison of the candidates by %(count)s examiners",
        demands.reviewers,
    ) % {"count": demands.reviewers}
    if demands.blind:
        yield _("no examiner sees what another found before comparing")


def _approvals(demands: Demands) -> str:
    approvals = ngettext(
        "approval by a supervisor in the requester's chain of command",
        "%(count)s approvals by supervisors in the requester's chain of command",
        demands.approvals,
    ) % {"count": demands.approvals}
    if not demands.approver_rank:
        return approvals
    rank = words_of(ListName.GRADE, demands.approver_rank)
    return _("%(approvals)s, of at least the rank of %(rank)s") % {
        "approvals": approvals,
        "rank": rank,
    }


def _hours(demands: Demands) -> Iterator[str]:
    limits = (
        (demands.approve_within_hours, _("approval within %(time)s of the request")),
        (demands.expiry_hours, _("the search is run within %(time)s of its approval")),
        (demands.after_the_fact_hours, _("approval within %(time)s after the search")),
    )
    for hours, words in limits:
        if hours is not None:
            yield words % {"time": hours_in_words(hours)}


def _papers(demands: Demands) -> Iterator[str]:
    for item in (*demands.attestations, *demands.documents, *demands.notices):
        yield requirement_in_words(str(item["kind"]), item)
