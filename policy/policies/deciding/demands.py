"""The requirements of several rules merged into one set of demands: the strictest of each kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policy.personnel.choices import Grade
from policy.policies.choices import Party, RequirementKind
from policy.policies.deciding.verdicts import Requirement


@dataclass(frozen=True, slots=True)
class Retention:
    """How long one kind of record is kept, in days; None where no policy says.

    `conflict` is set where one policy's floor is above another's ceiling: a person has to settle
    which holds, and nothing is destroyed before.
    """

    min_days: int | None = None
    max_days: int | None = None

    @property
    def conflict(self) -> bool:
        if self.min_days is None or self.max_days is None:
            return False
        return self.min_days > self.max_days


@dataclass(frozen=True, slots=True)
class Demands:
    """What must be done on top of a permit.

    The defaults are the product's own floor, which no policy lowers: one approval by a supervisor
    in the requester's chain of command who is not the requester, and one reviewing examiner.
    Hours and days are None where no policy sets a limit. `attestations`, `documents` and
    `notices` are the requirements as the rules have them, each only once.
    """

    approvals: int = 1
    approver_rank: str | None = None
    in_chain: bool = True
    independent_of: frozenset[str] = frozenset({Party.REQUESTER.value})
    approve_within_hours: int | None = None
    reviewers: int = 1
    blind: bool = False
    attestations: tuple[Requirement, ...] = ()
    documents: tuple[Requirement, ...] = ()
    expiry_hours: int | None = None
    after_the_fact_hours: int | None = None
    notices: tuple[Requirement, ...] = ()
    retention: Mapping[str, Retention] = field(default_factory=dict)


def merge_requirements(
    requirements: Iterable[Requirement], *, grades: Sequence[str] = Grade.values
) -> Demands:
    """Return the strictest demands of these requirements, of one verdict or of several.

    `grades` are the ranks from the lowest to the highest, those that ship by themselves.

    The most approvals, reviewers and rank; the fewest hours; for a record the highest floor and
    the lowest ceiling in days. What several rules demand in the same words is demanded once.
    """
    by_kind: dict[str, list[Requirement]] = {kind: [] for kind in RequirementKind.values}
    for requirement in requirements:
        by_kind[str(requirement["kind"])].append(requirement)
    approval, review = by_kind["approval"], by_kind["review"]
    ranks = [str(entry["rank"]) for entry in approval if entry.get("rank")]
    others = {str(party) for entry in approval for party in entry.get("independent_of", ())}
    return Demands(
        approvals=max([1, *_numbers(approval, "count")]),
        approver_rank=max(ranks, key=grades.index, default=None),
        independent_of=frozenset({Party.REQUESTER.value} | others),
        approve_within_hours=min(_numbers(approval, "within_hours"), default=None),
        reviewers=max([1, *_numbers(review, "examiners")]),
        blind=any(entry.get("blind") for entry in review),
        attestations=_once(by_kind["attestation"], ("name", "by", "text")),
        documents=_once(by_kind["document"], ("name", "label")),
        expiry_hours=min(_numbers(by_kind["expiry"], "hours"), default=None),
        after_the_fact_hours=min(_numbers(by_kind["after_the_fact"], "hours"), default=None),
        notices=_once(by_kind["notice"], ("to", "text", "before", "after")),
        retention=_retention(by_kind["retention"]),
    )


def _numbers(entries: Sequence[Requirement], key: str) -> list[int]:
    return [entry[key] for entry in entries if entry.get(key) is not None]


def _once(entries: Sequence[Requirement], keys: Sequence[str]) -> tuple[Requirement, ...]:
    found: dict[tuple[object, ...], Requirement] = {}
    for entry in entries:
        found.setdefault(tuple(entry.get(key) for key in keys), entry)
    return tuple(found.values())


def _retention(entries: Sequence[Requirement]) -> dict[str, Retention]:
    records = dict.fromkeys(str(entry["record"]) for entry in entries)
    of_record = {r: [entry for entry in entries if entry["record"] == r] for r in records}
    return {
        record: Retention(
            max(_numbers(those, "min_days"), default=None),
            min(_numbers(those, "max_days"), default=None),
        )
        for record, those in of_record.items()
    }
