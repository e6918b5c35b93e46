import pytest

from tests.policy.policies.packs.broken import complaint


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (
            'clause = "1"\ngate = "submit"',
            'clause = "2"\ngate = "submit"',
            'line 18: rule 1 "no-outside", clause: there is no clause "2"',
        ),
        (
            'id = "two-approvals"',
            'id = "no-outside"',
            'line 24: rule 2 "no-outside", id: "no-outside" is taken by rule 1 already',
        ),
        (
            'gate = "approve"',
            'gate = ["approve", "aprove"]',
            (
                'line 26: rule 2 "two-approvals", gate: expected one of submit, approve, run, '
                'release, act, keep, not "aprove"'
            ),
        ),
        (
            'gate = "approve"',
            'gate = ["approve", "approve"]',
            (
                'line 26: rule 2 "two-approvals", gate: expected at least one, each only once, '
                'not ["approve", "approve"]'
            ),
        ),
        (
            'gate = "approve"',
            "gate = []",
            'line 26: rule 2 "two-approvals", gate: expected at least one, each only once, not []',
        ),
        (
            'effect = "forbid"',
            'effect = "deny"',
            (
                'line 20: rule 1 "no-outside", effect: expected one of forbid, except, refuse, '
                'allow, require, not "deny"'
            ),
        ),
        (
            'when = "request.agency_is_outside"',
            'when = "request.agency_outside"',
            (
                'line 21: rule 1 "no-outside", when: line 1, column 1: request.agency_outside: '
                "there is no such fact; did you mean request.agency_is_outside, "
                "request.agency_kind, request.agency_on_list?"
            ),
        ),
        (
            'when = "request.agency_is_outside"',
            "when = 'request.offense > 3'",
            (
                'line 21: rule 1 "no-outside", when: line 1, column 17: > does not apply to '
                "request.offense, which is a choice; use one of ==  !=  in"
            ),
        ),
        (
            'when = "request.agency_is_outside"',
            "when = 'system.ownership == \"rented\"'",
            (
                'line 21: rule 1 "no-outside", when: line 1, column 21: system.ownership: '
                'expected one of "department", "government", "commercial", found "rented"'
            ),
        ),
        (
            'when = "request.agency_is_outside"',
            'when = """\nrequest.exigent\n&& &&"""',
            (
                'line 21: rule 1 "no-outside", when: line 2, column 4: expected a fact, a '
                "value, “!” or “(”, found “&&”"
            ),
        ),
        (
            'when = "request.agency_is_outside"',
            'when = "approver.in_chain"',
            (
                'line 21: rule 1 "no-outside", when: approver.in_chain is known from the gate '
                "approve on, not yet at submit"
            ),
        ),
        (
            'when = "request.agency_is_outside"\n\n',
            "\n",
            'line 16: rule 1 "no-outside": when is missing',
        ),
        (
            'effect = "forbid"',
            'effect = "require"',
            'line 16: rule 1 "no-outside": effect require needs at least one [[rule.requirement]]',
        ),
    ],
)
def test_an_error_of_a_rule_names_its_line(good, bad, expected):
    assert complaint(good, bad) == expected
