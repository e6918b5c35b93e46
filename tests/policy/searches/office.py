"""A small office in which a lawful request can go all the way, and short ways to any state."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from policy.personnel.choices import Grade, Issuer, Role, Track
from policy.personnel.models import Account
from policy.policies.choices import (
    ImageSource,
    LegalBasis,
    Media,
    Offense,
    Purpose,
    SubjectRole,
)
from policy.searches import actions
from policy.searches.choices import Disposition, Finding, State
from policy.searches.models import SearchRequest
from policy.systems.models import System
from tests.factories.personnel import (
    AccountFactory,
    CertificateFactory,
    CourseFactory,
    RankFactory,
    UnitFactory,
)
from tests.factories.policies import published_policy
from tests.factories.systems import SystemFactory
from tests.harness.remembering import remembered

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
PACKS = ("lapd-notice-2020", "lapd-policy-2021", "lacris-member-policy")
ATTESTED = {"not_on_traits_alone": True, "lawful_source": True, "follow_up": True}
SUITABLE = {"suitable_image": True}


def png(size: tuple[int, int] = (12, 16), name: str = "probe.png") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, (120, 130, 140)).save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


@dataclass
class Office:
    requester: Account
    supervisor: Account
    captain: Account
    outsider: Account
    examiner: Account
    examiner2: Account
    lacris: System
    clearview: System


@remembered
def open_office(packs: tuple[str, ...] = PACKS) -> Office:
    """People with their chain of command and training, two systems, and the packs in force."""
    unit = UnitFactory()
    captain = _account(Grade.CAPTAIN, unit, None, Role.SUPERVISOR)
    lieutenant = _account(Grade.LIEUTENANT, unit, captain, Role.SUPERVISOR, Role.REQUESTER)
    detective = _account(Grade.DETECTIVE, unit, lieutenant, Role.REQUESTER)
    outsider = _account(Grade.CAPTAIN, UnitFactory(), None, Role.SUPERVISOR)
    examiners = [_account(Grade.CIVILIAN, unit, captain, Role.EXAMINER) for _ in range(2)]
    user, examiner = CourseFactory(track=Track.USER), CourseFactory(track=Track.EXAMINER)
    for account in (detective, lieutenant):
        CertificateFactory(person=account.person, course=user)
    for account in examiners:
        CertificateFactory(person=account.person, course=examiner, issuer=Issuer.FBI)
    for slug in packs:
        published_policy(slug, at=AT - timedelta(days=30))
    return Office(
        requester=detective,
        supervisor=lieutenant,
        captain=captain,
        outsider=outsider,
        examiner=examiners[0],
        examiner2=examiners[1],
        lacris=SystemFactory(name="LACRIS", slug="lacris"),
        clearview=SystemFactory(name="Clearview AI", slug="clearview-ai", commercial=True),
    )


def _account(grade: Grade, unit: Any, above: Account | None, *roles: Role) -> Account:
    return AccountFactory(
        roles=roles,
        person__rank=RankFactory(grade=grade),
        person__unit=unit,
        person__supervisor=above.person if above else None,
    )


def lawful(office: Office, **changes: Any) -> dict[str, Any]:
    return {
        "system": office.lacris,
        "agency_is_outside": False,
        "case_number": "26-00417",
        "offense": Offense.ROBBERY,
        "purpose": Purpose.IDENTIFY_SUSPECT,
        "legal_basis": LegalBasis.REASONABLE_SUSPICION,
        "subject_role": SubjectRole.SUSPECT,
        "justification": "The camera over the till shows the person at close range.",
        "media": Media.VIDEO_FRAME,
        "image_source": ImageSource.CCTV,
        "attestations": ATTESTED,
    } | changes


def draft(office: Office, **changes: Any) -> SearchRequest:
    request = actions.create(by=office.requester, at=AT)
    actions.attach_probe_image(request=request, by=office.requester, at=AT, upload=png())
    content = lawful(office, **changes)
    return actions.save_content(request=request, by=office.requester, at=AT, content=content)


def submitted(office: Office, **changes: Any) -> SearchRequest:
    request = draft(office, **changes)
    actions.submit(request=request, by=office.requester, at=AT)
    return fresh(request)


def fresh(request: SearchRequest) -> SearchRequest:
    return SearchRequest.objects.get(pk=request.pk)


def approve(office: Office, request: SearchRequest) -> None:
    actions.approve(request=request, by=office.supervisor, at=AT, version=1)


def run(office: Office, request: SearchRequest) -> None:
    actions.run(request=request, by=office.examiner, at=AT, attestations=SUITABLE)


def record(office: Office, request: SearchRequest) -> None:
    actions.record_result(request=request, by=office.examiner, at=AT, candidates=7)


def compare(office: Office, request: SearchRequest) -> None:
    actions.review(
        request=request,
        by=office.examiner,
        at=AT,
        finding=Finding.LEAD,
        candidate="BK-100",
        notes="Ear and scar agree.",
    )


def release(office: Office, request: SearchRequest) -> None:
    actions.release(request=request, by=office.examiner, at=AT)


def close(office: Office, request: SearchRequest) -> None:
    actions.close(
        request=request,
        by=office.requester,
        at=AT,
        disposition=Disposition.UNDER_INVESTIGATION,
    )


def conclude(office: Office, request: SearchRequest) -> None:
    actions.review(
        request=request, by=office.examiner, at=AT, finding=Finding.NO_LEAD, notes="None agrees."
    )
    actions.conclude(request=request, by=office.examiner, at=AT)


def expire(office: Office, request: SearchRequest) -> None:
    actions.expire_approvals(at=AT + timedelta(days=30))


def _by_supervisor(action: Callable[..., Any]) -> Callable[[Office, SearchRequest], None]:
    def act(office: Office, request: SearchRequest) -> None:
        action(request=request, by=office.supervisor, at=AT, version=1, reason="Not needed.")

    return act


def withdraw(office: Office, request: SearchRequest) -> None:
    actions.withdraw(request=request, by=office.requester, at=AT, reason="Solved.")


def revoke(office: Office, request: SearchRequest) -> None:
    actions.revoke(request=request, by=office.supervisor, at=AT, reason="Taken over.")


deny = _by_supervisor(actions.deny)
send_back = _by_supervisor(actions.return_to_requester)

# The steps from a submitted, permitted request to each state.
WAYS: dict[State, tuple[Callable[[Office, SearchRequest], None], ...]] = {
    State.IN_APPROVAL: (),
    State.RETURNED: (send_back,),
    State.DENIED: (deny,),
    State.WITHDRAWN: (withdraw,),
    State.APPROVED: (approve,),
    State.REVOKED: (approve, revoke),
    State.EXPIRED: (approve, expire),
    State.RUNNING: (approve, run),
    State.IN_REVIEW: (approve, run, record),
    State.NO_LEAD: (approve, run, record, conclude),
    State.LEAD_RELEASED: (approve, run, record, compare, release),
    State.CLOSED: (approve, run, record, compare, release, close),
}


def request_in(state: State, office: Office) -> SearchRequest:
    """A request of the office's requester that came to `state` by the actions alone."""
    if state == State.DRAFT:
        return draft(office)
    if state == State.REFUSED:
        return submitted(office, system=office.clearview)
    request = submitted(office)
    for step in WAYS[state]:
        step(office, request)
    return fresh(request)
