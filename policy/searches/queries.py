"""Reads of requests that more than one place needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.language.facts import Fact
from policy.lists.queries import current
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.queries import people_under
from policy.policies.choices import Gate, Outcome, Party
from policy.policies.deciding import Demands
from policy.policies.models import Decision
from policy.policies.queries import current_vocabulary, demands_from, judge
from policy.policies.vocabulary.lists import offered_on
from policy.searches.choices import State
from policy.searches.editing import is_editor
from policy.searches.facts import GATHERED, facts_of, registered
from policy.searches.models import Approval, ProbeImage, SearchRequest, Step

# What an examiner may see: what is theirs to run, and what has been run.
EXAMINERS_STATES = (
    State.APPROVED,
    State.RUNNING,
    State.IN_REVIEW,
    State.LEAD_RELEASED,
    State.NO_LEAD,
    State.CLOSED,
)


def visible_to(account: Account) -> QuerySet[SearchRequest]:
    """The requests that `account` may see: its own, its command's, its queue, or all submitted.

    What was never submitted is seen by its requester alone; what was submitted once stays seen.
    """
    seen = Q(requester=account.person_id) if account.person_id else Q(pk__in=())
    submitted = Q(submitted_at__isnull=False)
    if account.has_role(Role.POLICY_OFFICER, Role.AUDITOR, Role.OVERSIGHT):
        seen |= submitted
    if account.has_role(Role.SUPERVISOR) and account.person:
        seen |= submitted & Q(requester__in=people_under(account.person))
    if account.has_role(Role.EXAMINER):
        seen |= Q(state__in=EXAMINERS_STATES)
    return SearchRequest.objects.filter(seen)


@dataclass(frozen=True)
class Waiting:
    """Requests that wait for one person, and for what."""

    label: str | Promise
    requests: QuerySet[SearchRequest]


def waiting_for(account: Account) -> list[Waiting]:
    """What waits for `account`, by what there is to do; groups may be empty."""
    requests = SearchRequest.objects.select_related("system", "requester__rank", "unit")
    person = account.person
    if person is None:
        return []
    groups = []
    if account.has_role(Role.SUPERVISOR):
        spoken = Approval.objects.filter(
            request=OuterRef("pk"), version=OuterRef("version"), approver=person
        )
        in_command = requests.filter(
            ~Exists(spoken), state=State.IN_APPROVAL, requester__in=people_under(person)
        )
        groups.append(Waiting(gettext_lazy("To approve"), in_command.order_by("submitted_at")))
    if account.has_role(Role.EXAMINER):
        others = requests.exclude(requester=person)
        in_review = others.filter(state=State.IN_REVIEW)
        groups += [
            Waiting(gettext_lazy("To run"), others.filter(state=State.APPROVED)),
            Waiting(
                gettext_lazy("Results to record"),
                others.filter(state=State.RUNNING, run__operator=person),
            ),
            Waiting(gettext_lazy("To review"), in_review.exclude(run__reviews__examiner=person)),
            Waiting(
                gettext_lazy("To release or to conclude"),
                in_review.filter(run__reviews__examiner=person),
            ),
        ]
    if account.has_role(Role.REQUESTER):
        own = requests.filter(requester=person)
        groups += [
            Waiting(gettext_lazy("Returned to you"), own.filter(state=State.RETURNED)),
            Waiting(gettext_lazy("Your drafts"), own.filter(state=State.DRAFT)),
            Waiting(
                gettext_lazy("To close"),
                own.filter(state__in=(State.LEAD_RELEASED, State.NO_LEAD)),
            ),
        ]
    return groups


def timeline(request: SearchRequest) -> QuerySet[Step]:
    """The steps of `request`, the oldest first, each with its decision and reasons."""
    return request.steps.select_related("actor__rank", "decision").prefetch_related(
        Prefetch("decision__reasons"),
        "decision__reasons__rule__clause",
        "decision__reasons__rule__version__policy",
        "decision__versions",
    )


def current_probe(request: SearchRequest) -> ProbeImage | None:
    """The image that goes with the request when it is next submitted."""
    return request.probe_images.filter(replaced_at__isnull=True).first()


def digest_of_probe(request: SearchRequest) -> str | None:
    """The SHA-256 of the current probe image as it is kept."""
    current = request.probe_images.filter(replaced_at__isnull=True)
    return current.values_list("sha256", flat=True).first()


def probe_of_version(request: SearchRequest, number: int) -> ProbeImage | None:
    """The image that was submitted with the version of this number."""
    kept = request.versions.filter(number=number).values("content__probe_image")
    digests = [row["content__probe_image"] for row in kept]
    return request.probe_images.filter(sha256__in=filter(None, digests)).first()


def probe_for(account: Account, request: SearchRequest) -> ProbeImage | None:
    """The image of what `account` reads: of what was submitted last, but for its editor."""
    if request.version and not is_editor(account, request):
        return probe_of_version(request, request.version)
    return current_probe(request)


def probe_named(account: Account, request: SearchRequest, sha256: str) -> ProbeImage | None:
    """The image of this digest: one of a version, or that of the content that `account` reads."""
    now = probe_for(account, request)
    submitted = request.versions.filter(content__probe_image=sha256)
    if (now is None or now.sha256 != sha256) and not submitted.exists():
        return None
    return request.probe_images.filter(sha256=sha256).first()


def demands_on(request: SearchRequest, *more: Decision) -> Demands:
    """What the policies have demanded of this version at every gate, the strictest of each."""
    permitted = Decision.objects.filter(
        step__request=request, step__version=request.version, outcome=Outcome.PERMITTED
    )
    return demands_from(
        [item for decision in (*permitted, *more) for item in decision.requirements]
    )


def unmet_demands(
    demands: Demands, given: Mapping[str, Any], *, by: Party = Party.REQUESTER
) -> dict[str, str]:
    """What `by` still has to attest or to name, by the key that `given` would hold it under."""
    errors = {
        item["name"]: _("Confirm this: %(text)s") % {"text": item["text"]}
        for item in demands.attestations
        if item.get("by", Party.REQUESTER) == by and not given.get(item["name"])
    }
    if by != Party.REQUESTER:
        return errors
    return errors | {
        item["name"]: _("Name the document: %(label)s") % {"label": item["label"]}
        for item in demands.documents
        if not given.get(item["name"])
    }


def facts_to_ask(request: SearchRequest, at: datetime) -> list[Fact]:
    """The facts about `request` that matter to the policies in force and only a person can tell.

    They are asked on the form, and their answers are kept in `SearchRequest.answers` by the
    facts' names. What has been answered is asked still, so that it can be changed.
    """
    verdict = judge(
        gate=Gate.SUBMIT, facts=facts_of(request, at), at=at, case_number=request.case_number
    )
    asked = {*verdict.unknown, *request.answers} - GATHERED - registered(request)
    lists, day = current(), timezone.localdate(at)
    return [
        offered_on(fact, lists, day)
        for name, fact in current_vocabulary(lists).items()
        if name in asked and name.startswith("request.")
    ]
