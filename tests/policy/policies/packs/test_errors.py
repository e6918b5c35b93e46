import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.policies.packs import PackError, Problem, read_pack
from tests.policy.policies.packs.broken import GOOD, complaint


def test_pack_without_fault_is_read():
    pack = read_pack(GOOD)

    assert [rule.id for rule in pack.rules] == ["no-outside", "two-approvals"]


def test_every_error_is_told_at_once_in_the_order_of_the_lines():
    text = GOOD.replace("number = 1", "number = 0").replace('effect = "forbid"', 'effect = "no"')
    text = text.replace("never =", "newer =")

    with pytest.raises(PackError) as raised:
        read_pack(text)

    assert raised.value.problems == (
        Problem(7, "version, number", "expected a whole number from 1 up, not 0"),
        Problem(
            20,
            'rule 1 "no-outside", effect',
            'expected one of forbid, except, refuse, allow, require, not "no"',
        ),
        Problem(
            40,
            'assurance 1 "never-outside"',
            "an assurance has either never or always_requires",
        ),
        Problem(
            44,
            'assurance 1 "never-outside", newer',
            "unknown key; the keys here are id, text, gate, never, always_requires",
        ),
    )


def test_enforced_clause_needs_a_rule():
    another = '[[clause]]\nid = "2"\nheading = "H"\ntext = "T"\nenforcement = "enforced"\n\n'

    expected = (
        'line 14: clause 1 "2", enforcement: no rule enforces clause "2"; write one, or say '
        "evidenced or recorded"
    )
    assert complaint("[[clause]]", another + "[[clause]]") == expected


@pytest.mark.parametrize("enforcement", ["evidenced", "recorded"])
def test_other_clauses_need_no_rule(enforcement):
    another = f'[[clause]]\nid = "2"\nheading = "H"\ntext = "T"\nenforcement = "{enforcement}"\n\n'

    pack = read_pack(GOOD.replace("[[clause]]", another + "[[clause]]"))

    assert [clause.id for clause in pack.clauses] == ["2", "1"]


@st.composite
def damaged(draw):
    """The good pack with a piece of it cut out, doubled, or replaced by something else."""
    start = draw(st.integers(0, len(GOOD)))
    end = draw(st.integers(start, min(start + 60, len(GOOD))))
    piece = GOOD[start:end]
    instead = draw(st.sampled_from(["", piece * 2, "= [", '"', "1", "[[rule]]", "\n"]) | st.text())
    return GOOD[:start] + instead + GOOD[end:]


@settings(deadline=None)
@given(damaged())
def test_whatever_is_wrong_is_a_pack_error_on_a_line_of_the_text(text):
    try:
        read_pack(text)
    except PackError as error:
        lines = [problem.line for problem in error.problems]
        assert lines == sorted(lines)
        assert set(lines) <= set(range(1, text.count("\n") + 2))
