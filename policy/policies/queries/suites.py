"""The suite of a version: its example requests, run now."""

from dataclasses import dataclass
from uuid import UUID

from policy.lists.queries import current
from policy.policies.deciding import CaseResult, red, run_cases
from policy.policies.models import Version
from policy.policies.packs import Pack, digest_of, problems_of
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


# What came of the cases of a text, by its digest and the stamp of the lists.
_run: dict[tuple[str, UUID | None], Suite] = {}
_MOST_REMEMBERED = 256


def suite_of(version: Version) -> Suite:
    """The results of the version's cases; those of one text are run once."""
    pack = pack_of(version)
    key = (digest_of(pack), current().stamp)
    if key not in _run:
        if len(_run) >= _MOST_REMEMBERED:
            _run.pop(next(iter(_run)), None)
        _run[key] = _suite(pack)
    return _run[key]


def _suite(pack: Pack) -> Suite:
    if flaws := problems_of(pack, current_vocabulary()):
        return Suite(flaws=tuple(map(str, flaws)))
    return Suite(results=tuple(run_cases(pack, current_vocabulary())))
