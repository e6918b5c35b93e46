"""Background jobs; each is safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from policy.searches.actions import expire_approvals


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="expire_approvals", pass_context=False)
def expire_overdue_approvals(timestamp: int) -> None:
    expire_approvals(at=datetime.fromtimestamp(timestamp, UTC))
