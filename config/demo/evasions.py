"""Ways around the rule that the application lets happen, told by the same actions as all else.

Beside each stands what looks alike and is innocent. A story tells the requests that it made.
"""

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from config.demo.content import reason
from config.demo.stories import SUITABLE, Cast, approve, submitted
from policy.personnel.models import Account
from policy.searches import actions
from policy.searches.choices import Finding
from policy.searches.models import Approval, SearchRequest

Requests = list[SearchRequest]

# The unit whose people hardly give reasons.
VAGUE_UNIT = "FRD"
BRUSH_OFFS = ("inv", "Investigation.", "See case report", "ID suspect, ongoing investigation")
COPY = "Suspect used a stolen card in a store; has to be identified."
FAVORS: tuple[dict[str, Any], ...] = (
    {"justification": "Port Amity Police asked us to run this picture for their detective."},
    {"justification": "For Det. Marlow, smarlow@portamitypd.example, who sends the case file."},
    {"case_number": "NCS-2026-0417"},
)
BORROWED = "The recording was made by Port Amity Police, who patrol the terminal."


def left_to_expire(cast: Cast, requests: Requests) -> Requests:
    cast.later(73, 80)
    actions.expire_approvals(at=cast.now)
    return requests


def ended_early(cast: Cast, by: Account | None = None, **content: Any) -> Requests:
    """A request that was approved at the desk and that nobody ran."""
    request, by = submitted(cast, by, **content)
    approve(cast, request, by, at=cast.at_the_desk(0.2, 9))
    return left_to_expire(cast, [request])


def signed_in_a_row(cast: Cast, count: int = 5) -> Requests:
    """One supervisor approves what lies there, in a few seconds each."""
    first = cast.random.choice(cast.requesters)
    unit = [one for one in cast.requesters if one.member.unit_id == first.member.unit_id]
    boss = cast.supervisor_of(first)
    under = [one for one in unit if cast.supervisor_of(one) == boss]
    pile = [submitted(cast, cast.random.choice(under)) for _ in range(count)]
    cast.at_the_desk(0.2, 2)
    for request, by in pile:
        cast.now += timedelta(seconds=cast.random.randint(6, 25))
        approve(cast, request, by, at=cast.now)
    return left_to_expire(cast, [request for request, _by in pile])


def signed_after_briefing(cast: Cast) -> Requests:
    """Innocent, and looks the same: four robberies of a series, read on paper before."""
    return signed_in_a_row(cast, count=4)


def signed_two_at_once(cast: Cast) -> Requests:
    """Innocent: too few in a row to say anything."""
    return signed_in_a_row(cast, count=2)


def approved_at_night(cast: Cast, **content: Any) -> Requests:
    """The busiest approver who has not yet approved at night does so."""
    by = _under_busiest_by_day(cast)
    request, by = submitted(cast, by, **content)
    hour = timezone.localtime(cast.now).hour
    approve(cast, request, by, at=cast.later(25 - hour, 26.5 - hour))
    return left_to_expire(cast, [request])


def called_out_at_night(cast: Cast) -> Requests:
    """Innocent, and looks the same: a supervisor is called for an armed person at large."""
    return approved_at_night(cast, exigent=True)


def _under_busiest_by_day(cast: Cast) -> Account:
    hours: dict[int, list[int]] = {}
    for approver, at in Approval.objects.order_by("pk").values_list("approver", "at"):
        hours.setdefault(approver, []).append(timezone.localtime(at).hour)
    by_day = {key: len(seen) for key, seen in hours.items() if min(seen) > 4}
    return max(
        cast.requesters, key=lambda one: by_day.get(cast.supervisor_of(one).person_id or 0, 0)
    )


def run_after_certificate(cast: Cast, by: Account, wait: float = 24) -> Requests:
    """Asked for on the last day of the certificate, approved, and run `wait` hours later."""
    request, by = submitted(cast, by)
    approve(cast, request, by, at=cast.later(0.2, 2))
    _search(cast, request, candidates=0, record_after=timedelta(minutes=9), wait=wait)
    return [request]


def run_on_last_day(cast: Cast, by: Account) -> Requests:
    """Innocent: the last day of a certificate is one of its days."""
    return run_after_certificate(cast, by, wait=2)


def brushed_off(cast: Cast, text: str) -> Requests:
    unit = [one for one in cast.requesters if one.member.unit.code == VAGUE_UNIT]
    return ended_early(cast, cast.random.choice(unit), justification=text)


def told_briefly(cast: Cast) -> Requests:
    """Innocent: one short reason does not make a practice."""
    other = [one for one in cast.requesters if one.member.unit.code != VAGUE_UNIT]
    return ended_early(cast, cast.random.choice(other), justification="Till camera, clear face.")


def one_face_again(cast: Cast) -> Requests:
    """One picture under three case numbers."""
    by, seed = cast.random.choice(cast.requesters), cast.random.random()
    return [ended_early(cast, by, picture=Random(seed))[0] for _ in range(3)]  # noqa: S311


def one_case_again(cast: Cast, count: int = 4) -> Requests:
    by, case = cast.random.choice(cast.requesters), f"25-{cast.random.randint(10000, 99999)}"
    return [ended_early(cast, by, case_number=case)[0] for _ in range(count)]


def many_suspects(cast: Cast) -> Requests:
    """Innocent, and looks the same: four people of one break-in, each on a picture of their own."""
    return one_case_again(cast)


def two_suspects(cast: Cast) -> Requests:
    """Innocent: two people of one case."""
    return one_case_again(cast, count=2)


def did_a_favor(cast: Cast, favor: dict[str, Any]) -> Requests:
    return ended_early(cast, **favor)


def entered_afterward(cast: Cast) -> Requests:
    """Candidates are entered in the moment in which the search begins."""
    request, by = submitted(cast)
    approve(cast, request, by, at=cast.at_the_desk(0.2, 9))
    examiner = _search(cast, request, candidates=7, record_after=timedelta(seconds=4), wait=2)
    notes = "No candidate agrees in ear and jaw line."
    actions.review(
        request=request, by=examiner, at=cast.later(1, 2), finding=Finding.NO_LEAD, notes=notes
    )
    actions.conclude(request=request, by=examiner, at=cast.later(0.1, 1))
    return [request]


def had_video_from_neighbors(cast: Cast) -> Requests:
    """Innocent, and looks the same: the other agency gave the video, and asked for nothing."""
    return ended_early(cast, justification=f"{reason(cast.random)} {BORROWED}")


def _search(
    cast: Cast, request: SearchRequest, *, candidates: int, record_after: timedelta, wait: float
) -> Account:
    examiner = cast.random.choice(cast.examiners)
    at = cast.later(wait, wait + 2)
    actions.run(request=request, by=examiner, at=at, attestations=SUITABLE)
    actions.record_result(request=request, by=examiner, at=at + record_after, candidates=candidates)
    return examiner
