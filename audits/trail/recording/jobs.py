"""Jobs name themselves: what one changes stands in the trail under its name."""

from collections.abc import Callable
from typing import Any

from procrastinate import App, JobContext
from procrastinate.worker import Worker

from audits.trail.acting import Acting, acting_as


def name_jobs(app: App) -> None:
    """Has every job that a worker of `app` runs act under its own name."""
    app.worker_defaults["task_middleware"] = [_as_itself]


def _as_itself(run: Callable[[], Any], context: JobContext, worker: Worker) -> Any:
    with acting_as(Acting(actor=f"job {context.job.task_name}")):
        return run()
