"""What is proved of stored versions; computed when it is first asked for, and then remembered.

A proof is a pure function of the texts, so that it is remembered under their digests. What the
solver did not settle is asked again after some minutes. z3 is loaded where something is proved.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import inf
from time import monotonic
from typing import TypeVar, cast

from django.utils import timezone
from django.utils.translation import get_language

from policy.lists.queries import current
from policy.personnel.queries import smallest_unit_that_asks
from policy.policies.analysis.clauses import read_clauses
from policy.policies.analysis.results import Analysis, Comparison, Proof
from policy.policies.analysis.staffing import Staffing
from policy.policies.choices import Direction
from policy.policies.deciding import CompiledPolicy, compile_pack
from policy.policies.models import StandingAssurance, Version
from policy.policies.packs import AssuranceText, Pack, digest_of, problems_of
from policy.policies.queries.in_force import versions_in_force
from policy.policies.queries.lists import current_vocabulary
from policy.policies.queries.packs import pack_of

T = TypeVar("T")

_MOST_REMEMBERED = 256
# Seconds for which a question that the solver did not settle is not asked again.
_ASKED_AGAIN_AFTER = 600
_remembered: dict[tuple, tuple[object, float]] = {}


def errors_of(version: Version) -> list[str]:
    """What is wrong with the text of a version, each at its place."""
    pack = pack_of(version)
    flaws = _once(("errors", digest_of(pack)), lambda: problems_of(pack, current_vocabulary()))
    return [str(flaw) for flaw in flaws]


def summary_of(version: Version) -> Analysis:
    """The clauses and the version's own assurances alone, which are quickly told."""
    return Analysis(assurances=proofs_of(version), clauses=read_clauses(pack_of(version)))


def analysis_of(version: Version) -> Analysis:
    """The analysis of a version without errors, with the people of the smallest unit that asks."""
    from policy.policies.analysis.analyzing import analyze

    pack, staffing = pack_of(version), staffing_now()
    people = tuple(sorted(staffing.people.items())) if staffing else ()
    key = ("analysis", digest_of(pack), staffing and staffing.unit, people)
    return _once(
        key,
        lambda: analyze(pack, vocabulary=current_vocabulary(), staffing=staffing),
        lambda found: found.is_settled,
    )


def proofs_of(version: Version) -> tuple[Proof, ...]:
    """The assurances of a version without errors, proved over its own rules."""
    pack = pack_of(version)
    return _proved("own", [pack], pack.assurances)


def standing_proofs(at: datetime, *, with_version: Version | None = None) -> tuple[Proof, ...]:
    """The standing assurances of the department, proved over all that is in force at `at`.

    `with_version` takes the place of whatever is in force of its policy.
    """
    assurances = standing_on(at)
    if not assurances:
        return ()
    versions = list(versions_in_force(at))
    if with_version is not None:
        others = [each for each in versions if each.policy_id != with_version.policy_id]
        versions = [*others, with_version]
    return _proved("standing", [pack_of(version) for version in versions], assurances)


def standing_on(at: datetime) -> list[AssuranceText]:
    """What stands at the moment `at`, as packs say it."""
    found = StandingAssurance.objects.standing_on(timezone.localdate(at))
    return [
        AssuranceText(a.identifier, a.text, tuple(a.gates), a.never, a.always_requires)
        for a in found
    ]


def comparison_of(before: Version, after: Version) -> Comparison:
    """How the second version stands to the first; both without errors."""
    from policy.policies.analysis.comparing import compare

    first, second = pack_of(before), pack_of(after)
    return _once(
        ("comparison", digest_of(first), digest_of(second)),
        lambda: compare(_compile(first), _compile(second)),
        lambda found: found.overall != Direction.NOT_PROVED,
    )


def staffing_now() -> Staffing | None:
    """The people of the smallest unit in which someone may ask for a search."""
    found = smallest_unit_that_asks()
    return Staffing(found[0].name, found[1]) if found else None


def _proved(
    what: str, packs: Sequence[Pack], assurances: Sequence[AssuranceText]
) -> tuple[Proof, ...]:
    from policy.policies.analysis.assurances import prove

    key = (what, *map(digest_of, packs), *assurances)
    return _once(
        key,
        lambda: prove(_compiled(packs), assurances),
        lambda found: all(proof.holds is not None for proof in found),
    )


def _compiled(packs: Sequence[Pack]) -> list[CompiledPolicy]:
    return [_compile(pack) for pack in packs]


def _compile(pack: Pack) -> CompiledPolicy:
    return compile_pack(pack, current_vocabulary())


def _once(
    key: tuple, make: Callable[[], T], is_settled: Callable[[T], bool] = lambda made: True
) -> T:
    """What was made under the key before, in the present language and lists; else made now."""
    whole = (get_language(), current().stamp, *key)
    made, ends = _remembered.get(whole, (None, 0.0))
    if monotonic() < ends:
        return cast(T, made)
    if len(_remembered) >= _MOST_REMEMBERED:
        _remembered.pop(next(iter(_remembered)), None)
    found = make()
    _remembered[whole] = (found, inf if is_settled(found) else monotonic() + _ASKED_AGAIN_AFTER)
    return found
