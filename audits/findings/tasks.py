"""What the clock does for the trail; each job is safe to run twice."""

from django.utils import timezone
from procrastinate.contrib.django import app

from audits.findings import watching
from audits.trail.sequencing.publishing import tiles


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="findings.verify_trail")
def verify_trail(timestamp: int) -> None:
    watching.verify_trail(at=timezone.now(), store=tiles())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="findings.watch_over_trail")
def watch_over_trail(timestamp: int) -> None:
    watching.watch_over_trail(at=timezone.now(), store=tiles())
