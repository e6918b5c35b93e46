"""Logs written by hand, and imported as the pages and the worker do it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audits.discovery.actions import GivenFile, begin_import, read_import
from audits.discovery.models import Import
from policy.personnel.models import Account

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SEARCH = "https://app.clearview.ai/api/v1/search"
PAGE = "https://app.clearview.ai/"
COUNTY_SEARCH = "https://facesearch.county.example/search"


def squid(
    at: datetime,
    url: str = SEARCH,
    *,
    user: str = "-",
    client: str = "10.1.2.3",
    method: str = "POST",
    result: str = "TCP_MISS/200",
) -> str:
    """A line of Squid's own log."""
    return (
        f"{at.timestamp():.3f}    211 {client} {result} 4321 {method} {url} {user}"
        " HIER_DIRECT/203.0.113.7 text/html"
    )


def quiet(begin: datetime, hours: int, every: timedelta = timedelta(minutes=5)) -> list[str]:
    """Lines of others, which say nothing of any service."""
    count = int(timedelta(hours=hours) / every)
    url = "https://www.weather.example/"
    return [squid(begin + number * every, url, method="GET") for number in range(count)]


def in_order(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(lines))


def handed_over(
    folder: Path, files: Mapping[str, str | bytes], *, by: Account, at: datetime = AT
) -> Import:
    """An import of files with these contents that nobody has read yet."""
    folder.mkdir(exist_ok=True)
    given = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / f"{number}-{name.replace('/', '-')}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        given.append(GivenFile(name, path))
    return begin_import(title="Logs of the proxy", files=given, zone="UTC", by=by, at=at)


def imported(
    folder: Path, files: Mapping[str, str | bytes], *, by: Account, at: datetime = AT
) -> Import:
    """An import of files with these contents, read to the end."""
    made = handed_over(folder, files, by=by, at=at)
    read_import(made)
    made.refresh_from_db()
    return made
