"""What the clock does to policies."""

from django.utils import timezone
from procrastinate.contrib.django import app

from policy.policies.actions import remind_of_acknowledgments as remind
from policy.policies.actions import settle_versions as settle
from policy.policies.actions import warn_of_lapses as warn


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="policies.settle_versions")
def settle_versions(timestamp: int) -> None:
    settle(at=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="policies.warn_of_lapses")
def warn_of_lapses(timestamp: int) -> None:
    warn(at=timezone.now())


@app.periodic(cron="20 6 * * *")
@app.task(queueing_lock="policies.remind_of_acknowledgments")
def remind_of_acknowledgments(timestamp: int) -> None:
    remind(at=timezone.now())
