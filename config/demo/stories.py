"""The invented requests: each story is told through the same actions that people use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from config.demo.content import OFFENSES, lawful_content
from config.demo.images import draw_probe
from policy.personnel.choices import Role, Track
from policy.personnel.models import Account
from policy.personnel.queries import certificate_on, chain_of_command
from policy.policies.choices import Purpose
from policy.searches import actions
from policy.searches.choices import Disposition, Finding
from policy.searches.models import SearchRequest
from policy.systems.models import System

SUITABLE = {"suitable_image": True}
# The hours, on the clocks of the department, between which supervisors usually approve.
DESK_OPENS, DESK_CLOSES = 7, 21


@dataclass
class Cast:
    """Who plays in the stories, and a clock that runs with them."""

    random: Random
    lacris: System
    commercial: list[System]
    requesters: list[Account]
    robbery: list[Account]
    untrained: list[Account]
    lapsing: list[Account]
    examiners: list[Account]
    now: datetime
    _above: dict[int, Account] = field(default_factory=dict)

    def later(self, low: float, high: float) -> datetime:
        """Moves the clock on by some hours between `low` and `high`."""
        self.now += timedelta(hours=self.random.uniform(low, high))
        return self.now

    def at_the_desk(self, low: float, high: float) -> datetime:
        """As `later`; what would fall into the night waits for the morning."""
        hour = timezone.localtime(self.later(low, high)).hour
        if DESK_OPENS <= hour < DESK_CLOSES:
            return self.now
        wait = (DESK_OPENS - hour) % 24
        return self.later(wait, wait + 1)

    def supervisor_of(self, account: Account) -> Account:
        """The nearest account above `account` that may approve; nobody moves in this year."""
        if account.pk not in self._above:
            self._above[account.pk] = _nearest_supervisor(account)
        return self._above[account.pk]


def _nearest_supervisor(account: Account) -> Account:
    supervisors = Account.objects.filter(grants__role=Role.SUPERVISOR)
    by_person = {one.person_id: one for one in supervisors.select_related("person__rank")}
    chain = chain_of_command(account.member)
    return next(by_person[one.pk] for one in chain if one.pk in by_person)


Story = Callable[[Cast], object]


def gather_cast(random: Random, *, first: datetime, last: datetime) -> Cast:
    """Those whose training holds over the whole year ask lawfully; those never trained do not."""
    investigators = [
        account
        for account in Account.objects.filter(grants__role=Role.REQUESTER)
        .select_related("person__rank", "person__unit", "person__supervisor__rank")
        .order_by("pk")
        if account.member.unit.code in OFFENSES
    ]
    first_day, last_day = (
        {account for account in investigators if certificate_on(account.member, day, Track.USER)}
        for day in (first.date(), last.date())
    )
    systems = System.objects.order_by("name")
    return Cast(
        random=random,
        lacris=systems.get(name="LACRIS"),
        commercial=list(systems.filter(ownership="commercial", name="Clearview AI")),
        requesters=[one for one in investigators if one in first_day & last_day],
        robbery=[one for one in investigators if one in last_day and one.member.unit.code == "ROB"],
        untrained=[one for one in investigators if one not in first_day | last_day],
        lapsing=[one for one in investigators if one in first_day - last_day],
        examiners=list(
            Account.objects.filter(grants__role=Role.EXAMINER)
            .select_related("person__rank")
            .order_by("pk")
        ),
        now=first,
    )


def write(
    cast: Cast, by: Account | None = None, picture: Random | None = None, **content: Any
) -> tuple[SearchRequest, Account]:
    """A filled-in draft, lawful but for what `content` says otherwise.

    Its probe image is drawn by `picture`: the same numbers draw the same image.
    """
    by = by or cast.random.choice(cast.requesters)
    request = actions.create(by=by, at=cast.now)
    lawful = lawful_content(cast.random, by.member.unit.code, cast.lacris)
    image = draw_probe(picture or cast.random)
    actions.attach_probe_image(request=request, by=by, at=cast.now, upload=image)
    actions.save_content(request=request, by=by, at=cast.now, content=lawful | content)
    return request, by


def submitted(
    cast: Cast, by: Account | None = None, picture: Random | None = None, **content: Any
) -> tuple[SearchRequest, Account]:
    request, by = write(cast, by, picture, **content)
    actions.submit(request=request, by=by, at=cast.later(0.1, 0.6))
    return request, by


def approved(cast: Cast) -> tuple[SearchRequest, Account]:
    request, by = submitted(cast)
    approve(cast, request, by, at=cast.at_the_desk(0.2, 9))
    return request, by


def approve(cast: Cast, request: SearchRequest, by: Account, *, at: datetime) -> None:
    actions.approve(request=request, by=cast.supervisor_of(by), at=at, version=1)


def searched(cast: Cast, candidates: int) -> tuple[SearchRequest, Account, Account]:
    request, by = approved(cast)
    examiner = cast.random.choice(cast.examiners)
    actions.run(request=request, by=examiner, at=cast.later(0.3, 20), attestations=SUITABLE)
    actions.record_result(
        request=request, by=examiner, at=cast.later(0.1, 0.5), candidates=candidates
    )
    return request, by, examiner


def compared(cast: Cast, finding: Finding) -> tuple[SearchRequest, Account, Account]:
    request, by, examiner = searched(cast, cast.random.randint(4, 20))
    is_lead = finding == Finding.LEAD
    actions.review(
        request=request,
        by=examiner,
        at=cast.later(0.4, 5),
        finding=finding,
        candidate=f"BK-{cast.random.randint(100000, 999999)}" if is_lead else "",
        notes="Ear, hairline and scar agree."
        if is_lead
        else "No candidate agrees in ear and jaw line.",
    )
    return request, by, examiner


def lead_released(cast: Cast) -> tuple[SearchRequest, Account]:
    request, by, examiner = compared(cast, Finding.LEAD)
    actions.release(request=request, by=examiner, at=cast.later(0.1, 1))
    return request, by


def no_lead(cast: Cast) -> tuple[SearchRequest, Account]:
    request, by, examiner = compared(cast, Finding.NO_LEAD)
    actions.conclude(request=request, by=examiner, at=cast.later(0.1, 1))
    return request, by


def closed_with_lead(cast: Cast) -> None:
    request, by = lead_released(cast)
    disposition = cast.random.choices(
        (
            Disposition.CORROBORATED,
            Disposition.NOT_CORROBORATED,
            Disposition.UNDER_INVESTIGATION,
            Disposition.MISIDENTIFICATION,
        ),
        (46, 30, 21, 3),
    )[0]
    actions.close(request=request, by=by, at=cast.later(24, 400), disposition=disposition)


def closed_without_lead(cast: Cast) -> None:
    request, by = no_lead(cast)
    disposition = cast.random.choice(
        (Disposition.NO_FURTHER_ACTION, Disposition.IDENTIFIED_OTHERWISE)
    )
    actions.close(request=request, by=by, at=cast.later(5, 200), disposition=disposition)


def closed_without_candidates(cast: Cast) -> None:
    request, by, _examiner = searched(cast, 0)
    actions.close(
        request=request,
        by=by,
        at=cast.later(5, 100),
        disposition=Disposition.NO_FURTHER_ACTION,
    )


def asked_on_commercial_service(cast: Cast) -> None:
    submitted(cast, system=cast.random.choice(cast.commercial))


def asked_for_outside_agency(cast: Cast) -> None:
    agency = cast.random.choice(("Port Amity Police", "Norwell County Sheriff"))
    attested = {"agency_form": "Form of the agency", "not_on_traits_alone": True}
    submitted(cast, agency_is_outside=True, agency_name=agency, attestations=attested)


def asked_without_certificate(cast: Cast) -> None:
    submitted(cast, by=cast.random.choice(cast.untrained))


def asked_for_other_purpose(cast: Cast) -> None:
    submitted(cast, purpose=cast.random.choice((Purpose.PERSONAL, Purpose.IDENTIFY_WITNESS)))


def denied(cast: Cast) -> None:
    request, by = submitted(cast)
    actions.deny(
        request=request,
        by=cast.supervisor_of(by),
        at=cast.later(0.5, 20),
        version=1,
        reason="The victim can name the person; a search is not needed.",
    )


def returned(cast: Cast) -> SearchRequest:
    request, by = submitted(cast)
    return actions.return_to_requester(
        request=request,
        by=cast.supervisor_of(by),
        at=cast.later(0.5, 9),
        version=1,
        reason="Say what else has been tried, and name the camera.",
    )


def withdrawn(cast: Cast) -> None:
    request, by = submitted(cast)
    actions.withdraw(
        request=request, by=by, at=cast.later(1, 20), reason="Identified by a neighbor."
    )


def revoked(cast: Cast) -> None:
    request, by = approved(cast)
    actions.revoke(
        request=request,
        by=cast.supervisor_of(by),
        at=cast.later(1, 20),
        reason="The case was taken over by another agency.",
    )


def expired(cast: Cast) -> None:
    approved(cast)
    cast.later(73, 80)
    actions.expire_approvals(at=cast.now)


def running(cast: Cast) -> None:
    request, _by = approved(cast)
    examiner = cast.random.choice(cast.examiners)
    actions.run(request=request, by=examiner, at=cast.later(0.3, 2), attestations=SUITABLE)


def in_review(cast: Cast) -> None:
    searched(cast, cast.random.randint(4, 20))
