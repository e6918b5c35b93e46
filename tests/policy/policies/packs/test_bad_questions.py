import pytest

from tests.policy.policies.packs.broken import complaint


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (
            'type = "yes_no"',
            'type = "boolean"',
            (
                'line 37: question 1 "night", type: expected one of yes_no, choice, '
                'ordered_choice, set, number, days, date, text, attestation, not "boolean"'
            ),
        ),
        (
            'type = "yes_no"',
            'type = "choice"',
            'line 34: question 1 "night": the type choice needs choices',
        ),
        (
            'type = "yes_no"',
            'type = "yes_no"\nchoices = {a = "b"}',
            'line 34: question 1 "night": the type yes_no has no choices',
        ),
        (
            'type = "yes_no"',
            'type = "choice"\nchoices = {}',
            (
                'line 38: question 1 "night", choices: expected a table of at least one code '
                "and its words, not a table"
            ),
        ),
        (
            'type = "yes_no"',
            'type = "choice"\nchoices = {A = "b"}',
            (
                'line 38: question 1 "night", choices: expected a lower-case letter, then such '
                'letters, digits and _, at most 60, not "A"'
            ),
        ),
        (
            'name = "night"',
            'name = "at__night"',
            (
                'line 35: question 1 "at__night", name: answer.at__night is not a name for a '
                "fact: expected two parts with a period between them, each of lower-case "
                "letters, digits and single underscores, such as group.some_name."
            ),
        ),
        (
            'name = "night"',
            'name = "true"',
            (
                'line 35: question 1 "true", name: answer.true is not a name for a fact: true '
                "is a word of the language."
            ),
        ),
        (
            'name = "night"',
            'name = "night"\nwhen = "answer.night"',
            'line 36: question 1 "night", when: a question cannot wait for its own answer',
        ),
        (
            'name = "night"',
            'name = "night"\nwhen = "approver.in_chain"',
            (
                'line 36: question 1 "night", when: approver.in_chain is known from the gate '
                "approve on, not yet at submit"
            ),
        ),
        (
            'never = "request.agency_is_outside"\n',
            "",
            (
                'line 40: assurance 1 "never-outside": an assurance has either never or '
                "always_requires"
            ),
        ),
        (
            'never = "request.agency_is_outside"',
            'never = "request.agency_is_outside"\nalways_requires = "approval"',
            (
                'line 40: assurance 1 "never-outside": an assurance has either never or '
                "always_requires"
            ),
        ),
        (
            'never = "request.agency_is_outside"',
            'always_requires = "approvals"',
            (
                'line 44: assurance 1 "never-outside", always_requires: expected one of '
                "approval, review, attestation, document, expiry, after_the_fact, notice, "
                'retention, not "approvals"'
            ),
        ),
        (
            'never = "request.agency_is_outside"',
            'never = "operator.is_requester"',
            (
                'line 44: assurance 1 "never-outside", never: operator.is_requester is known '
                "from the gate run on, not yet at submit"
            ),
        ),
    ],
)
def test_an_error_of_a_question_or_an_assurance_names_its_line(good, bad, expected):
    assert complaint(good, bad) == expected
