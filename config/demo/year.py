"""A year of requests: how many of each story, and when each begins."""

from datetime import datetime, timedelta
from random import Random

from config.demo import stories
from config.demo.planting import Planting
from config.demo.stories import Cast, Story
from policy.searches.models import SearchRequest

# Stories that have ended, spread over the year.
PAST: tuple[tuple[Story, int], ...] = (
    (stories.closed_with_lead, 78),
    (stories.closed_without_lead, 52),
    (stories.closed_without_candidates, 24),
    (stories.denied, 14),
    (stories.withdrawn, 9),
    (stories.expired, 5),
    (stories.revoked, 4),
    (stories.asked_for_outside_agency, 7),
    (stories.asked_without_certificate, 8),
    (stories.asked_for_other_purpose, 5),
    (stories.asked_on_commercial_service, 3),
)

# Stories that go on now, each begun so many hours ago.
PRESENT: tuple[tuple[Story, int, int], ...] = (
    (stories.lead_released, 5, 90),
    (stories.no_lead, 4, 80),
    (stories.returned, 3, 40),
    (stories.in_review, 3, 60),
    (stories.running, 2, 24),
    (stories.approved, 4, 20),
    (stories.submitted, 6, 12),
    (stories.write, 3, 6),
)

YEAR_HOURS = 365 * 24
SETTLED_HOURS = 40 * 24  # a story of the past has ended by now


def tell_the_year(
    *,
    random: Random,
    cast: Cast,
    until: datetime,
    past: int | None = None,
    planting: Planting | None = None,
) -> int:
    """Tells every story in the order in which it begins; the number of requests made."""
    everyone = cast.requesters
    planted = planting.plan() if planting else []
    plan = sorted([*_plan(random, past), *planted], key=lambda pair: -pair[0])
    for place, (hours_ago, story) in enumerate(plan):
        cast.now = until - timedelta(hours=hours_ago)
        # Of what goes on now, half is the robbery unit's, whose people can sign in and look.
        near = hours_ago < SETTLED_HOURS and place % 2
        cast.requesters = cast.robbery if near else everyone
        story(cast)
    return SearchRequest.objects.count()


def _plan(random: Random, most: int | None) -> list[tuple[float, Story]]:
    past = [
        (random.uniform(SETTLED_HOURS, YEAR_HOURS), story)
        for story, count in PAST
        for _ in range(count if most is None else min(count, most))
    ]
    present = [
        (hours * random.uniform(0.9, 1.0) + 4, story)
        for story, count, hours in PRESENT
        for _ in range(count)
    ]
    return past + present
