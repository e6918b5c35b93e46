"""What the clock does to policies."""

from django.utils import timezone
from procrastinate.contrib.django import app

from policy.policies.actions import settle_versions as settle


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="policies.settle_versions")
def settle_versions(timestamp: int) -> None:
    settle(at=timezone.now())
