"""The suite of a version: its example requests, run now."""

from dataclasses import dataclass
from uuid import UUID

from policy.lists.queries import current
from policy.policies.deciding import CaseResult, red, run_cases
from policy.policies.models import Version
from policy.policies.packs import PackError, read_pack, write_pack
from policy.policies.queries.lists import current_vocabulary
from policy.policies.queries.packs import pack_of


@dataclass(frozen=True)
class Suite:
    """`flaws` is what is wrong with the draft, so that nothing of it can be run."""

    results: tuple[CaseResult, ...] = ()
    flaws: tuple[str, ...] = ()

    @property
    def red(self) -> list[CaseResult]:
        return red(self.results)


# What was made of published versions, which never change, by the digest and the stamp of the lists.
_run: dict[tuple[str, UUID | None], Suite] = {}


def suite_of(version: Version) -> Suite:
    """The results of the version's cases; those of a published one are run once."""
    if version.published_at is None:
        return _suite(version)
    key = (version.digest, current().stamp)
    if key not in _run:
        _run[key] = _suite(version)
    return _run[key]


def _suite(version: Version) -> Suite:
    try:
        pack = read_pack(write_pack(pack_of(version)), current_vocabulary())
    except PackError as error:
        flaws = (f"{problem.where}: {problem.message}" for problem in error.problems)
        return Suite(flaws=tuple(flaws))
    return Suite(results=tuple(run_cases(pack, current_vocabulary())))
