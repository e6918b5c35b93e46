"""What the clock does."""

from datetime import timedelta

import pytest
import time_machine

from policy.policies.choices import VersionState
from policy.policies.models import LapseWarning
from policy.policies.tasks import settle_versions, warn_of_lapses
from tests.factories.policies import fresh, published_policy
from tests.policy.policies.views.pages import NEXT_DAY

pytestmark = pytest.mark.django_db


def test_task_notes_the_end_of_a_version_and_may_run_twice():
    version = published_policy(in_force_until=NEXT_DAY)

    with time_machine.travel(NEXT_DAY, tick=False):
        settle_versions(timestamp=0)
        settle_versions(timestamp=0)

    assert fresh(version).state == VersionState.EXPIRED


def test_task_warns_of_a_lapse_and_may_run_twice():
    version = published_policy(in_force_until=NEXT_DAY + timedelta(days=20))

    with time_machine.travel(NEXT_DAY, tick=False):
        warn_of_lapses(timestamp=0)
        warn_of_lapses(timestamp=0)

    assert [(warning.version, warning.days) for warning in LapseWarning.objects.all()] == [
        (version, 30)
    ]
