"""Drafts and their parts in one line each, for tests."""

from typing import Any

from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.models import Clause, Version
from policy.policies.packs import CaseText, ClauseText, NoteText, Pack
from tests.factories.policies import AT, draft_policy, policy_officer
from tests.policy.policies.building import a_pack, a_rule


def empty_draft(author: Account | None = None, slug: str = "night-searches") -> Version:
    return actions.begin_policy(
        slug=slug, title="Searches at night", issuer="", by=author or policy_officer(), at=AT
    )


def clauses(*texts: str) -> tuple[ClauseText, ...]:
    """Clauses 1, 2, 3 … with these texts."""
    return tuple(
        ClauseText(str(number), f"Clause {number}", text, "recorded")
        for number, text in enumerate(texts, 1)
    )


def linked_pack(**entries: Any) -> Pack:
    """Three clauses that refer to one another, a rule on the third, a case and a note about it."""
    case = CaseText("case", "As in [clause 3].", "submit", {}, "permitted", ("3",))
    note = NoteText("note", "See [clause 3].", about=("3",))
    three = clauses("See [clause 3].", "Alone.", "See [clause 1] and [clause 2].")
    rules = (a_rule("allow", id="3-allow", clause="3"),)
    return a_pack(*rules, **({"clauses": three, "cases": (case,), "notes": (note,)} | entries))


def linked_draft(author: Account | None = None, **entries: Any) -> Version:
    return draft_policy(linked_pack(**entries), author=author)


def clause(version: Version, identifier: str) -> Clause:
    return version.clauses.select_related("version__policy").get(identifier=identifier)


def texts(version: Version) -> dict[str, str]:
    return dict(version.clauses.values_list("identifier", "text"))
