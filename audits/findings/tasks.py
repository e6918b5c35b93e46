"""What the clock does for the trail and for findings; each job is safe to run twice."""

from django.utils import timezone
from procrastinate.contrib.django import app

from audits.findings import watching
from audits.findings.actions import end_hearings, remind_of_deadlines, tell_the_unmasked
from audits.findings.patterns import opening
from audits.trail.sequencing.publishing import tiles


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="findings.verify_trail")
def verify_trail(timestamp: int) -> None:
    watching.verify_trail(at=timezone.now(), store=tiles())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="findings.watch_over_trail")
def watch_over_trail(timestamp: int) -> None:
    watching.watch_over_trail(at=timezone.now(), store=tiles())


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="findings.look_for_patterns")
def look_for_patterns(timestamp: int) -> None:
    opening.open_for_patterns(at=timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="findings.keep_deadlines")
def keep_deadlines(timestamp: int) -> None:
    at = timezone.now()
    end_hearings(at=at)
    remind_of_deadlines(at=at)
    tell_the_unmasked(at=at)
