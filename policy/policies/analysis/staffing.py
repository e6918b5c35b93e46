"""Whether a unit has the people whom the approvals need."""

from collections.abc import Mapping
from dataclasses import dataclass

from policy.personnel.choices import Grade
from policy.policies.choices import Party
from policy.policies.deciding import Demands

_PLACE = {grade: place for place, grade in enumerate(Grade.values)}


@dataclass(frozen=True, slots=True)
class Staffing:
    """The people of a unit by grade, among them whoever asks for a search and approves it."""

    unit: str
    people: Mapping[str, int]

    def can_meet(self, demands: Demands) -> bool:
        """Whether, with the best choice of people, enough are left to approve.

        Every approval is by another person of the rank; the requester, and the operator where the
        approvers have to be independent of them, are people of the unit too.
        """
        grades = _PLACE[demands.approver_rank] if demands.approver_rank else 0
        ranked = sum(n for grade, n in self.people.items() if _PLACE[grade] >= grades)
        others = len(demands.independent_of & {Party.REQUESTER, Party.OPERATOR})
        return ranked >= demands.approvals and self.size >= demands.approvals + others

    @property
    def size(self) -> int:
        return sum(self.people.values())
