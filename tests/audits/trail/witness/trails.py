"""The trail of the tests' database, ready to be witnessed."""

from datetime import UTC, datetime

from audits.trail.models import Checkpoint
from audits.trail.recording.events import tell
from audits.trail.sequencing.placing import place
from audits.trail.sequencing.publishing import publish_latest
from tests.audits.trail.witness.logs import Log

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class Trail:
    """The trail of this database under the name and key of a log."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.size = 0

    def grow(self, count: int) -> Checkpoint:
        for number in range(count):
            tell("viewed", kind="page", key=number)
        place(signers=[self.log.signer], at=NOW)
        publish_latest()
        latest = Checkpoint.objects.first()
        self.size = latest.size
        return latest
