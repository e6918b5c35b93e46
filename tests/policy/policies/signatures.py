"""Versions that bind people, and people who sign them, in one line each."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from policy.personnel.models import Account, Notice
from policy.policies import actions
from policy.policies.models import Acknowledgment, Version
from policy.policies.packs import Pack, QuizText
from policy.policies.signing import field_of
from tests.factories.personnel import AccountFactory
from tests.factories.policies import AT, numbered, published_policy
from tests.policy.policies.building import a_pack, a_rule

DAY = timedelta(days=1)
QUIZ = QuizText("worth", "What does a search return?", {"lead": "A lead", "id": "Proof"}, "lead")
PACK: Pack = a_pack(a_rule("allow", id="allow"), quiz=(QUIZ,))


def changed(pack: Pack = PACK, number: int = 2) -> Pack:
    """The next version, with another text."""
    clause = replace(pack.clauses[0], text="What the rules say now.")
    return numbered(replace(pack, clauses=(clause,)), number)


def published(pack: Pack = PACK, at: Any = AT, **options: Any) -> Version:
    return published_policy(pack, at=at, **options)


def member(**options: Any) -> Account:
    return AccountFactory(roles=options.pop("roles", []), **options)


def answers_to(version: Version) -> dict[str, str]:
    return {field_of(question): question.answer for question in version.quiz.all()}


def sign(version: Version, by: Account, at: Any = AT, **changes: Any) -> Acknowledgment:
    given = {
        "read": version.digest,
        "typed_name": by.member.name,
        "answers": answers_to(version),
    } | changes
    return actions.acknowledge(version=version, by=by, at=at, **given)


def told(account: Account) -> list[str]:
    return [notice.key for notice in Notice.objects.filter(account=account).order_by("pk")]
