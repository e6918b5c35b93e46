import pytest

from tests.policy.policies.packs.broken import complaint


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (
            'effect = "require"',
            'effect = "allow"',
            (
                'line 30: rule 2 "two-approvals", requirement 1: only the effect require has '
                "requirements; this rule's is allow"
            ),
        ),
        (
            'kind = "approval"',
            'kind = "permission"',
            (
                'line 31: rule 2 "two-approvals", requirement 1, kind: expected one of '
                "approval, review, attestation, document, expiry, after_the_fact, notice, "
                'retention, not "permission"'
            ),
        ),
        (
            'kind = "approval"\n',
            "",
            'line 30: rule 2 "two-approvals", requirement 1, kind: kind is missing',
        ),
        (
            "count = 2",
            'count = "2"',
            (
                'line 32: rule 2 "two-approvals", requirement 1, count: expected a whole number '
                'from 1 up, not "2"'
            ),
        ),
        (
            "count = 2",
            "examiners = 2",
            (
                'line 32: rule 2 "two-approvals", requirement 1, examiners: unknown key; the '
                "keys here are kind, count, rank, in_chain, independent_of, within_hours"
            ),
        ),
        (
            'gate = "approve"',
            'gate = "run"',
            (
                'line 31: rule 2 "two-approvals", requirement 1, kind: this can be required at '
                "submit, approve, not at run"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "review"\nexaminers = 0',
            (
                'line 32: rule 2 "two-approvals", requirement 1, examiners: expected a whole '
                "number from 1 up, not 0"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "attestation"\nname = "x"\ntext = "y"\nby = "requester"',
            (
                'line 34: rule 2 "two-approvals", requirement 1 "x", by: this can be required '
                "at submit, act, not at approve"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "notice"\nto = "x"\ntext = "y"',
            (
                'line 30: rule 2 "two-approvals", requirement 1: a notice has either before or '
                "after, with a gate"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "notice"\nto = "x"\ntext = "y"\nbefore = "act"\nafter = "run"',
            (
                'line 30: rule 2 "two-approvals", requirement 1: a notice has either before or '
                "after, with a gate"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "retention"\nrecord = "audit"',
            (
                'line 30: rule 2 "two-approvals", requirement 1: a retention has min_days, '
                "max_days or both"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "retention"\nrecord = "audit"\nmin_days = 9\nmax_days = 3',
            (
                'line 34: rule 2 "two-approvals", requirement 1, max_days: expected max_days of '
                "at least min_days (9), not 3"
            ),
        ),
        (
            'kind = "approval"\ncount = 2',
            'kind = "attestation"\nname = "Form"\ntext = "Form"\nby = "approver"',
            (
                'line 32: rule 2 "two-approvals", requirement 1 "Form", name: expected a '
                'lower-case letter, then such letters, digits and _, at most 60, not "Form"'
            ),
        ),
        (
            "[[rule.requirement]]",
            "[[rule.requirements]]",
            (
                'line 23: rule 2 "two-approvals": effect require needs at least one '
                "[[rule.requirement]]\n"
                'line 30: rule 2 "two-approvals", requirements: unknown key; the keys here are '
                "id, clause, gate, effect, when, waivable_by, requirement"
            ),
        ),
        (
            '[[rule.requirement]]\nkind = "approval"\ncount = 2',
            '[rule.requirement]\nkind = "approval"',
            (
                'line 30: rule 2 "two-approvals", requirement: expected [[rule.requirement]], '
                "not a table"
            ),
        ),
    ],
)
def test_an_error_of_a_requirement_names_its_line(good, bad, expected):
    assert complaint(good, bad) == expected
