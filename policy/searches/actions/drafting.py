"""From nothing to a request that the policies have judged."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policy.lists.choices import ListName
from policy.lists.fields import CodeField
from policy.lists.models import Agency
from policy.lists.queries import current
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import first_denied, holds_role, is_serving, require
from policy.policies.actions import record_decision
from policy.policies.choices import Gate, Outcome
from policy.policies.models import Decision
from policy.policies.queries import deciding_at, demands_from
from policy.policies.vocabulary.lists import LIST_OF
from policy.searches.actions.moving import lock, move, take, what_happened
from policy.searches.choices import CONTENT_FIELDS, Action, State
from policy.searches.editing import as_edited, kept_content
from policy.searches.errors import Conflict, Incomplete
from policy.searches.facts import facts_of, registered
from policy.searches.images import clean_image
from policy.searches.lifecycle import EDITABLE
from policy.searches.models import ContentVersion, ProbeImage, SearchRequest
from policy.searches.permissions import wears_hat
from policy.searches.queries import digest_of_probe, unmet_demands

FIELDS = {field.name for field in SearchRequest._meta.fields}

# The fields that hold the code of a list, and the list.
CODES = {
    field.name: field.of for field in SearchRequest._meta.fields if isinstance(field, CodeField)
}

# What a search cannot do without, whatever the policy says; the rest is for the policy to ask.
NEEDED = (
    "system",
    "offense",
    "purpose",
    "legal_basis",
    "subject_role",
    "justification",
    "media",
    "image_source",
)


@transaction.atomic
def create(*, by: Account, at: datetime, form_key: UUID | None = None) -> SearchRequest:
    """An empty draft of the account's person, for the unit that the person is in now.

    A form that was sent twice, even at once, begins one draft: the second time it is found.
    """
    require(first_denied(holds_role(by, Role.REQUESTER), is_serving(by)))
    request = SearchRequest(
        requester=by.member,
        unit=by.member.unit,
        created_at=at,
        state_at=at,
        form_key=form_key,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        begun = SearchRequest.objects.filter(requester=by.member, form_key=form_key).first()
        if form_key is None or begun is None:
            raise
        return begun
    move(request, Action.CREATE, to=State.DRAFT, actor=by.member, at=at)
    return request


@transaction.atomic
def save_content(
    *, request: SearchRequest, by: Account, at: datetime, content: Mapping[str, Any]
) -> SearchRequest:
    """Stores some of the content of a draft; the fields that are not named stay.

    What was submitted once stays in the row: the content of the next version is kept beside it.
    """
    draft = as_edited(_take_draft(request, by))
    unknown = set(content) - set(CONTENT_FIELDS)
    if unknown:
        raise ValueError(f"not content of a request: {', '.join(sorted(unknown))}")
    for name, value in content.items():
        setattr(draft, name, value)
    _check_codes(draft, content)
    _settle_agency(draft)
    if draft.version:
        draft.edits = kept_content(draft)
    draft.save(update_fields=["edits"] if draft.version else CONTENT_FIELDS)
    return draft


@transaction.atomic
def attach_probe_image(
    *, request: SearchRequest, by: Account, at: datetime, upload: UploadedFile
) -> ProbeImage:
    """Keeps `upload` as the probe image; the one before is kept too, as replaced.

    Raises ValidationError where it is not a JPEG or PNG within the limits.
    """
    draft = _take_draft(request, by)
    clean = clean_image(upload)
    draft.probe_images.filter(replaced_at__isnull=True).update(replaced_at=at)
    image = ProbeImage(
        request=draft,
        sha256=clean.sha256,
        original_sha256=clean.original_sha256,
        uploaded_by=by.member,
        uploaded_at=at,
    )
    image.file.save("probe.png", ContentFile(clean.content, name="probe.png"), save=True)
    return image


@transaction.atomic
def submit(*, request: SearchRequest, by: Account, at: datetime) -> Decision:
    """Asks the policies in force; the request goes into approval, or is refused and kept.

    Raises Incomplete where something is missing that a decision or a demand needs.
    """
    draft = as_edited(take(request, Action.SUBMIT, by=by, at=at, related=["system"]))
    # Nobody else could take it, and the account was read together with its person.
    draft.requester = by.member
    probe = digest_of_probe(draft)
    _check_needed(draft, probe)
    _check_offered(draft, timezone.localdate(at))
    deciding = deciding_at(at, draft.case_number)
    facts = facts_of(draft, at, deciding)
    decision = record_decision(gate=Gate.SUBMIT, facts=facts, at=at, deciding=deciding)
    _check_settled(decision)
    _check_demands(draft, decision)
    _freeze(draft, probe, at)
    permitted = decision.outcome == Outcome.PERMITTED
    to = State.IN_APPROVAL if permitted else State.REFUSED
    changed = () if draft.edits is None else CONTENT_FIELDS
    draft.edits = None
    move(
        draft,
        Action.SUBMIT,
        to=to,
        actor=by.member,
        at=at,
        decision=decision,
        content=changed,
    )
    return decision


def _check_codes(draft: SearchRequest, names: Iterable[str]) -> None:
    """Raises ValidationError for a code that its list never had."""
    draft.clean_fields(exclude=FIELDS - (CODES.keys() & set(names)))


def _settle_agency(draft: SearchRequest) -> None:
    """An agency on the list is named as the list names it, and one of that name is the same."""
    if not draft.agency_is_outside:
        draft.agency, draft.agency_name = None, ""
    elif draft.agency is None and draft.agency_name:
        draft.agency = Agency.objects.filter(name__iexact=draft.agency_name.strip()).first()
    if draft.agency is not None:
        draft.agency_name = draft.agency.name


def _take_draft(request: SearchRequest, by: Account) -> SearchRequest:
    draft = lock(request)
    require(wears_hat(by, Action.SUBMIT, draft))
    if draft.state not in EDITABLE:
        raise Conflict(what_happened(draft))
    return draft


def _check_needed(draft: SearchRequest, probe: str | None) -> None:
    labels = {field.name: field.verbose_name for field in SearchRequest._meta.fields}
    errors = {
        name: _("Give the %(field)s.") % {"field": labels[name]}
        for name in NEEDED
        if not getattr(draft, name)
    }
    if draft.agency_is_outside is None:
        errors["agency_is_outside"] = _("Say on whose behalf the search is.")
    if draft.agency_is_outside and not draft.agency_name:
        errors["agency_name"] = _("Name the outside agency.")
    if probe is None:
        errors["probe_image"] = _("Attach the probe image.")
    if errors:
        raise Incomplete(errors)


def _check_offered(draft: SearchRequest, day: date) -> None:
    """A draft may be older than the end of an entry that it names."""
    lists = current()
    errors = {
        name: _("“%(words)s” is no longer on the list. Choose another.")
        % {"words": lists.words(of, code)}
        for name, of, code in _codes(draft)
        if not lists.is_offered(of, code, day)
    }
    if errors:
        raise Incomplete(errors)


def _codes(draft: SearchRequest) -> Iterator[tuple[str, ListName, str]]:
    """Every code of a list that the draft gives: field or fact, the list, the code."""
    for name, of in CODES.items():
        yield name, of, getattr(draft, name)
    for name in (draft.answers.keys() & LIST_OF.keys()) - registered(draft):
        told = draft.answers[name]
        for code in told if isinstance(told, list) else [told]:
            yield name, LIST_OF[name], code


def _check_settled(decision: Decision) -> None:
    if decision.outcome == Outcome.UNDECIDED:
        raise Incomplete({name: _why_unsettled(name) for name in decision.unknown})


def _why_unsettled(name: str) -> str:
    if name.startswith(("request.", "answer.")):
        return _("The policy in force has to know this.")
    return _(
        "The policy in force has to know this, and no register holds it. Ask the policy office."
    )


def _check_demands(draft: SearchRequest, decision: Decision) -> None:
    if decision.outcome != Outcome.PERMITTED:
        return
    errors = unmet_demands(demands_from(decision.requirements), draft.attestations)
    if errors:
        raise Incomplete(errors)


def _freeze(draft: SearchRequest, probe: str | None, at: datetime) -> None:
    """Numbers the request on its first submission, and keeps what was submitted."""
    draft.version += 1
    if draft.number is None:
        draft.number, draft.submitted_at = _next_number(at), at
    content = kept_content(draft) | {"probe_image": probe}
    ContentVersion.objects.create(
        request=draft, number=draft.version, content=content, created_at=at
    )


def _next_number(at: datetime) -> str:
    year = timezone.localtime(at).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO searches_counter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = searches_counter.last + 1 RETURNING last",
            [year],
        )
        (last,) = cursor.fetchone()
    return f"{year}-{last:04d}"
