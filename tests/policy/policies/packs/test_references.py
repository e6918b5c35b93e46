"""References between clauses: what is one, where it leads, how it follows."""

import pytest

from policy.policies.packs import (
    AssuranceText,
    QuizText,
    VersionHead,
    problems_of,
    references_in,
    referred_clauses,
    renamed,
)
from tests.policy.policies.building import a_pack
from tests.policy.policies.drafts import clauses, linked_pack


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("See [clause 3].", ["3"]),
        ("[clause 4(b)], [clause A-1.2_x]", ["4(b)", "A-1.2_x"]),
        ("[clause 3](https://example.org) is a link", []),
        ("[clause 3][1] and [clause 3]: are Markdown's", []),
        ("[clause ], [clause a b], [Clause 3], clause 3, [3]", []),
        ("[clause (a)]", ["(a)"]),
    ],
)
def test_reference_is_clause_and_its_name_in_brackets(text, names):
    assert references_in(text) == names


def test_renaming_changes_all_at_once_and_nothing_else():
    text = "[clause 1], [clause 2], [clause 12], clause 1, [clause 1](x)"

    assert renamed(text, {"1": "2", "2": "1"}) == (
        "[clause 2], [clause 1], [clause 12], clause 1, [clause 1](x)"
    )


def test_reference_to_a_clause_that_is_not_there_is_told_in_every_text():
    gone = "See [clause 9] and [clause 9]."
    pack = linked_pack(
        version=VersionHead(1, summary=gone),
        clauses=clauses("See [clause 1].", gone, "Third."),
        assurances=(AssuranceText("a", gone, ("submit",), never="request.exigent"),),
        quiz=(QuizText("q", gone, {"yes": "Yes"}, "yes"),),
    )

    assert [(flaw.path, flaw.message) for flaw in problems_of(pack)] == [
        (path, 'there is no clause "9" to refer to')
        for path in (
            ("version", "summary"),
            ("clause", 1, "text"),
            ("assurance", 0, "text"),
            ("quiz", 0, "text"),
        )
    ]


def test_every_clause_that_is_named_anywhere_is_found():
    assert referred_clauses(linked_pack()) == {"1", "2", "3"}
    assert referred_clauses(a_pack()) == frozenset()
