"""Where in the year the evasions lie, and what each request of theirs is an example of."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from audits.findings.choices import Kind
from audits.findings.patterns.looking import PATTERNS
from config.demo import evasions
from config.demo.stories import Cast, Story
from policy.personnel.models import Account
from policy.searches.models import SearchRequest

Told = Callable[[Cast], evasions.Requests]

# None stands for what is innocent and looks alike.
PLANTED: tuple[tuple[Kind | None, Told, int], ...] = (
    (Kind.RAPID_APPROVALS, evasions.signed_in_a_row, 2),
    (None, evasions.signed_after_briefing, 1),
    (None, evasions.signed_two_at_once, 1),
    (Kind.OFF_DUTY_APPROVAL, evasions.approved_at_night, 3),
    (None, evasions.called_out_at_night, 1),
    *(
        (Kind.VAGUE_REASONS, partial(evasions.brushed_off, text=text), 1)
        for text in evasions.BRUSH_OFFS
    ),
    (Kind.VAGUE_REASONS, partial(evasions.brushed_off, text=evasions.COPY), 3),
    (None, evasions.told_briefly, 3),
    (Kind.REPEAT_TARGET, evasions.one_face_again, 1),
    (Kind.REPEAT_TARGET, evasions.one_case_again, 1),
    (None, evasions.many_suspects, 1),
    (None, evasions.two_suspects, 1),
    *(
        (Kind.LAUNDERING, partial(evasions.did_a_favor, favor=favor), 1)
        for favor in evasions.FAVORS
    ),
    (Kind.LAUNDERING, evasions.entered_afterward, 1),
    (None, evasions.had_video_from_neighbors, 2),
)

# Late enough that it is known when people work, and that all has ended.
FROM_HOURS, TO_HOURS = 45 * 24, 120 * 24
LAPSED = 3


@dataclass
class Planting:
    """Numbers of its own, so that the rest of the year does not depend on what is planted."""

    random: Random
    cast: Cast
    until: datetime
    _labels: defaultdict[Kind, list[int]] = field(default_factory=lambda: defaultdict(list))

    def plan(self) -> list[tuple[float, Story]]:
        """Each story, and how many hours ago it begins."""
        anywhere = [
            (self.random.uniform(FROM_HOURS, TO_HOURS), self._told(pattern, story))
            for pattern, story, count in PLANTED
            for _ in range(count)
        ]
        return [*anywhere, *self._lapses()]

    def planted(self) -> Mapping[Kind, frozenset[str]]:
        """The numbers of the requests that are examples of each pattern."""
        return {pattern: self._numbers(pattern) for pattern in PATTERNS}

    def _numbers(self, pattern: Kind) -> frozenset[str]:
        return frozenset(map(str, SearchRequest.objects.filter(pk__in=self._labels[pattern])))

    def _lapses(self) -> Iterator[tuple[float, Story]]:
        """On the last days of certificates: a few run too late, and one in time."""
        people = self.cast.lapsing[: LAPSED + 1]
        for place, account in enumerate(people):
            is_late = place < LAPSED
            story: Any = evasions.run_after_certificate if is_late else evasions.run_on_last_day
            pattern = Kind.LAPSED_CERTIFICATE if is_late else None
            hours_ago = (self.until - _last_morning(account)).total_seconds() / 3600
            yield hours_ago, self._told(pattern, partial(story, by=account))

    def _told(self, pattern: Kind | None, story: Told) -> Story:
        def tell(cast: Cast) -> None:
            requests = story(replace(cast, random=self.random))
            if pattern:
                self._labels[pattern] += [request.pk for request in requests]

        return tell


def _last_morning(account: Account) -> datetime:
    """Nine o'clock on the last day on which the certificate of `account` is valid."""
    last = max(one.expires_on for one in account.member.certificates.all() if one.expires_on)
    return timezone.make_aware(datetime.combine(last, time(9)))
