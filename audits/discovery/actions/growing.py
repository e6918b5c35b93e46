"""A file of a watched folder that has grown is read from where it was read to."""

from pathlib import Path

from audits.discovery.choices import Role
from audits.discovery.models import ImportedFile
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.growing import fingerprint, whole_lines
from audits.discovery.storing import coverage_as_json, coverage_of


def go_on(file: ImportedFile, path: Path) -> None:
    """Has `file`, of which nothing was read, begin where an earlier import of its folder stopped.

    It begins anew where what was read then is not what stands there now. Raises OSError.
    """
    before = _before(file)
    if before and is_as_read(before, path):
        file.start = file.offset = file.taken = whole_lines(path, before.offset)
        file.headers = before.headers
        file.coverage = coverage_as_json(_last_moment(coverage_of(before.coverage)))


def is_as_read(before: ImportedFile, path: Path) -> bool:
    """Whether the file still begins with what was read of it. Raises OSError."""
    if not before.fingerprint or path.stat().st_size < before.offset:
        return False
    return fingerprint(path, before.offset) == before.fingerprint


def _before(file: ImportedFile) -> ImportedFile | None:
    read = ImportedFile.objects.filter(path=file.path, role=Role.LOG, done=True, pk__lt=file.pk)
    same = read.filter(batch__folder=file.batch.folder_id, log_format=file.log_format)
    return same.order_by("pk").last() if file.batch.folder_id else None


def _last_moment(coverage: Coverage) -> Coverage:
    """So that it shows whether there is a gap between what was read then and what is read now."""
    ends = [end for _begin, end in coverage.joined()[-1:]]
    return Coverage(spans=[(end, end) for end in ends])
