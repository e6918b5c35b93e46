"""What of a pack binds people, and what may change without asking them again."""

from dataclasses import replace

import pytest

from policy.policies.packs import (
    CaseText,
    ClauseText,
    NoteText,
    QuestionText,
    QuizText,
    RequirementText,
    substance_digest,
)
from tests.policy.policies.building import a_pack, a_rule

WHEN = 'system.ownership == "commercial" && request.exigent'
CLAUSE = ClauseText("1", "Only clause", "What the rules say.", "recorded")
RULE = a_rule("refuse", WHEN, id="refuse")
ALLOW = a_rule("allow", id="allow")
ASKED = QuestionText("minor", "Is it a minor?", "yes_no", {}, ("submit",))
QUIZ = QuizText("worth", "What is it?", {"lead": "A lead", "proof": "Proof"}, "lead")
PACK = a_pack(RULE, ALLOW, questions=(ASKED,), quiz=(QUIZ,))


def with_clause(**changes):
    return replace(PACK, clauses=(replace(CLAUSE, **changes),))


def with_rule(**changes):
    return replace(PACK, rules=(replace(RULE, **changes), ALLOW))


def with_case():
    case = CaseText("a", "A case.", "submit", {"request.exigent": True}, "refused")
    return replace(PACK, cases=(case,))


@pytest.mark.parametrize(
    "other",
    [
        replace(PACK, version=replace(PACK.version, number=2, summary="New", effective_from="x")),
        replace(PACK, policy=replace(PACK.policy, source="Elsewhere", title="Another title")),
        replace(PACK, notes=(NoteText("n", "A remark."),)),
        with_case(),
        with_clause(text="  What the\n  rules say. "),
        with_clause(heading="ONLY  clause."),
        with_clause(source="Line 3", enforcement="enforced"),
        with_rule(when='system.ownership=="commercial"  &&  (request.exigent)'),
        with_rule(id="another-name"),
        replace(PACK, rules=(ALLOW, RULE)),
    ],
)
def test_what_binds_nobody_is_not_of_the_substance(other):
    assert substance_digest(other) == substance_digest(PACK)


@pytest.mark.parametrize(
    "other",
    [
        with_clause(text="What the rules say not."),
        with_clause(heading="Another clause"),
        replace(PACK, clauses=(CLAUSE, replace(CLAUSE, id="2"))),
        with_rule(when="request.exigent"),
        with_rule(effect="forbid"),
        with_rule(gates=("submit", "run")),
        with_rule(waivable_by="captain"),
        replace(PACK, rules=(RULE,)),
        replace(PACK, questions=(replace(ASKED, label="Is it an adult?"),)),
        replace(PACK, questions=()),
        replace(PACK, quiz=(replace(QUIZ, answer="proof"),)),
        replace(PACK, quiz=(replace(QUIZ, text="And now?"),)),
    ],
)
def test_what_binds_people_is_of_the_substance(other):
    assert substance_digest(other) != substance_digest(PACK)


def test_a_requirement_is_of_the_substance():
    one, two = (
        a_pack(a_rule("require", requirements=(RequirementText("approval", {"count": count}),)))
        for count in (1, 2)
    )

    assert substance_digest(one) != substance_digest(two)
