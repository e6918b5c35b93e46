"""The review of a version: who is asked, what they said, and what is still missing."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.queries import chain_of_command
from policy.policies.choices import ReviewVerdict
from policy.policies.models import Reviewer, Version

REVIEWING_ROLES = (Role.POLICY_OFFICER, Role.SUPERVISOR)


@dataclass(frozen=True)
class Review:
    """The round of review under way, or the last one."""

    quorum: int
    reviewers: list[Reviewer]

    def _who(self, verdict: ReviewVerdict) -> list[Reviewer]:
        return [reviewer for reviewer in self.reviewers if reviewer.verdict == verdict]

    @property
    def approving(self) -> list[Reviewer]:
        return self._who(ReviewVerdict.APPROVED)

    @property
    def objecting(self) -> list[Reviewer]:
        return self._who(ReviewVerdict.OBJECTED)

    @property
    def pending(self) -> list[Reviewer]:
        return self._who(ReviewVerdict.PENDING)

    @property
    def missing(self) -> int:
        """How many approvals the quorum still lacks."""
        return max(0, self.quorum - len(self.approving))

    @property
    def is_settled(self) -> bool:
        return not self.missing and not self.objecting

    @property
    def last_approving(self) -> Account:
        """Whoever approved last; there has to be someone."""
        decided = [(r.decided_at, r.pk, r) for r in self.approving if r.decided_at]
        return max(decided, key=lambda row: row[:2])[2].account


def review_of(version: Version) -> Review:
    reviewers = version.reviewers.filter(round=version.review_round)
    return Review(version.quorum, list(reviewers.select_related("account__person").order_by("pk")))


def reviewer_of(version: Version, account: Account) -> Reviewer | None:
    """`account` as a reviewer in the round under way."""
    return version.reviewers.filter(round=version.review_round, account=account).first()


def possible_reviewers(version: Version) -> QuerySet[Account]:
    """Policy officers, and the supervisors above the author: active, and never the author."""
    above = chain_of_command(version.author.person) if version.author.person else []
    return (
        Account.objects.filter(
            Q(grants__role=Role.POLICY_OFFICER)
            | Q(grants__role=Role.SUPERVISOR, person__in=[person.pk for person in above]),
            is_active=True,
        )
        .exclude(pk=version.author_id)
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "username")
        .distinct()
    )


def asked_of(account: Account) -> QuerySet[Reviewer]:
    """The reviews, of the round under way, in which `account` was named."""
    return Reviewer.objects.filter(account=account, round=F("version__review_round"))


def objected_to() -> QuerySet[Reviewer]:
    """The objections of the rounds under way."""
    return Reviewer.objects.filter(verdict=ReviewVerdict.OBJECTED, round=F("version__review_round"))
