import pytest

from policy.policies.packs import PackError, read_pack
from tests.policy.policies.packs.broken import GOOD

PARTS = """
[[case]]
id = "neighbor"
text = "A neighbor asks for a favor."
gate = "submit"
outcome = "refused"
clauses = ["1"]

[case.facts]
"request.agency_is_outside" = true

[[quiz]]
id = "who"
text = "Who may ask?"
choices = { anyone = "Anyone", trained = "Only the trained" }
answer = "trained"

[[note]]
id = "scope"
text = "Only outside agencies are spoken of."
finding = "silence"
about = ["approve"]
"""
WHOLE = GOOD + PARTS


def complaint(good, bad):
    assert good in PARTS

    with pytest.raises(PackError) as raised:
        read_pack(WHOLE.replace(PARTS, PARTS.replace(good, bad, 1)))

    return str(raised.value).partition(": ")[2]


def test_the_pack_is_without_fault():
    pack = read_pack(WHOLE)

    assert (len(pack.cases), len(pack.quiz), len(pack.notes)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (
            'gate = "submit"',
            'gate = "night"',
            (
                'case 1 "neighbor", gate: expected one of submit, approve, run, release, act, '
                'keep, not "night"'
            ),
        ),
        (
            'gate = "submit"',
            'gate = ["submit", "run"]',
            (
                'case 1 "neighbor", gate: expected one of submit, approve, run, release, act, '
                'keep, not ["submit", "run"]'
            ),
        ),
        ('outcome = "refused"\n', "", 'case 1 "neighbor": outcome is missing'),
        (
            'outcome = "refused"',
            'outcome = "denied"',
            (
                'case 1 "neighbor", outcome: expected one of permitted, refused, undecided, not '
                '"denied"'
            ),
        ),
        (
            'clauses = ["1"]',
            'clauses = ["9"]',
            'case 1 "neighbor", clauses: there is no clause "9"',
        ),
        (
            'clauses = ["1"]',
            'clauses = ["1", "1"]',
            ('case 1 "neighbor", clauses: expected at least one, each only once, not ["1", "1"]'),
        ),
        (
            "agency_is_outside",
            "agency_outside",
            (
                'case 1 "neighbor", facts, request.agency_outside: request.agency_outside: there '
                "is no such fact; did you mean request.agency_is_outside, request.agency_kind, "
                "request.agency_on_list?"
            ),
        ),
        (
            '_outside" = true',
            '_outside" = "yes"',
            (
                'case 1 "neighbor", facts, request.agency_is_outside: request.agency_is_outside: '
                "expected true or false, found 'yes'"
            ),
        ),
        (
            '"request.agency_is_outside" = true',
            '"approver.in_chain" = true',
            (
                'case 1 "neighbor", facts, approver.in_chain: approver.in_chain is known from the '
                "gate approve on, not yet at submit"
            ),
        ),
        (
            'answer = "trained"',
            'answer = "nobody"',
            ('quiz 1 "who", answer: expected one of the choices (anyone, trained), not "nobody"'),
        ),
        (
            'choices = { anyone = "Anyone", trained = "Only the trained" }',
            "choices = {}",
            (
                'quiz 1 "who", choices: expected a table of at least one code and its words, not '
                "a table"
            ),
        ),
        ('answer = "trained"\n', "", 'quiz 1 "who": answer is missing'),
        (
            'finding = "silence"',
            'finding = "Never fires"',
            (
                'note 1 "scope", finding: expected a lower-case letter, then such letters, digits '
                'and _, at most 60, not "Never fires"'
            ),
        ),
        ('text = "Only outside agencies are spoken of."\n', "", 'note 1 "scope": text is missing'),
        (
            'id = "scope"',
            'id = "scope"\nseverity = "low"',
            ('note 1 "scope", severity: unknown key; the keys here are id, text, finding, about'),
        ),
    ],
)
def test_an_error_of_a_case_a_quiz_question_or_a_note_names_its_place(good, bad, expected):
    assert complaint(good, bad) == expected


@pytest.mark.parametrize(
    ("table", "name"), [("case", "neighbor"), ("quiz", "who"), ("note", "scope")]
)
def test_name_that_is_taken_is_told(table, name):
    entry = PARTS[PARTS.index(f"[[{table}]]") :].partition("\n[[")[0]

    with pytest.raises(PackError) as raised:
        read_pack(WHOLE + "\n" + entry)

    assert f'{table} 2 "{name}", id: "{name}" is taken by {table} 1 already' in str(raised.value)


@pytest.mark.parametrize(
    ("effect", "problem"),
    [
        ("forbid", "only the effects refuse, require can be waived; this rule's is forbid"),
        ("allow", "only the effects refuse, require can be waived; this rule's is allow"),
        ("except", "only the effects refuse, require can be waived; this rule's is except"),
    ],
)
def test_rule_that_cannot_be_waived_names_nobody_who_may(effect, problem):
    text = GOOD.replace('effect = "forbid"', f'effect = "{effect}"\nwaivable_by = "captain"')

    with pytest.raises(PackError) as raised:
        read_pack(text)

    assert str(raised.value) == f'line 21: rule 1 "no-outside", waivable_by: {problem}'
