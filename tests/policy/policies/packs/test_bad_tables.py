import pytest

from tests.policy.policies.packs.broken import complaint


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (
            'title = "Test"',
            'title = "Test',
            "line 3: column 14: this is not TOML: Illegal character '\\n'",
        ),
        (
            "number = 1",
            "number = 1 2",
            (
                "line 7: column 12: this is not TOML: Expected newline or end of document after "
                "a statement"
            ),
        ),
        (
            "number = 1",
            "number = 1\nnumber = 2",
            "line 8: column 11: this is not TOML: Cannot overwrite a value",
        ),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(good, bad, expected):
    assert complaint(good, bad) == expected


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (
            'slug = "test"',
            'slug = "Test it"',
            (
                "line 2: policy, slug: expected lower-case letters, digits and single hyphens, "
                'at most 80 characters, not "Test it"'
            ),
        ),
        (
            'slug = "test"\n',
            "",
            "line 1: policy: slug is missing",
        ),
        (
            'title = "Test"',
            "title = 7",
            "line 3: policy, title: expected a text, not 7",
        ),
        (
            'title = "Test"',
            'title = "  "',
            'line 3: policy, title: expected a text, not "  "',
        ),
        (
            'title = "Test"',
            'title = "a\\u0007"',
            'line 3: policy, title: expected a text without control characters, not "a\\u0007"',
        ),
        (
            'title = "Test"',
            'titel = "Test"',
            (
                "line 1: policy: title is missing\n"
                "line 3: policy, titel: unknown key; the keys here are slug, title, issuer, "
                "source"
            ),
        ),
        (
            "number = 1",
            "number = 0",
            "line 7: version, number: expected a whole number from 1 up, not 0",
        ),
        (
            "number = 1",
            "number = true",
            "line 7: version, number: expected a whole number from 1 up, not true",
        ),
        (
            "= 2026-01-01",
            '= "2026-01-01"',
            (
                "line 8: version, effective_from: expected a date such as 2020-11-13, or a date "
                'and time such as 2020-11-13T08:00:00-08:00, not "2026-01-01"'
            ),
        ),
        (
            "= 2026-01-01",
            "= 2026-01-01T08:00:00",
            (
                "line 8: version, effective_from: expected a date such as 2020-11-13, or a date "
                'and time such as 2020-11-13T08:00:00-08:00, not "2026-01-01 08:00:00"'
            ),
        ),
        (
            "effective_from = 2026-01-01",
            "effective_from = 2026-01-01\neffective_until = 2025-01-01",
            (
                "line 9: version, effective_until: expected a date after effective_from "
                "(2026-01-01), not 2025-01-01"
            ),
        ),
        (
            "effective_from = 2026-01-01",
            "effective_from = 2026-01-01\neffective_until = 2026-01-01",
            (
                "line 9: version, effective_until: expected a date after effective_from "
                "(2026-01-01), not 2026-01-01"
            ),
        ),
        (
            "[[clause]]",
            "[clause]",
            "line 10: clause: expected [[clause]], not a table",
        ),
        (
            'enforcement = "enforced"',
            'enforcement = "strictly"',
            (
                'line 14: clause 1 "1", enforcement: expected one of enforced, evidenced, '
                'recorded, untestable, not "strictly"'
            ),
        ),
        (
            "[version]\nnumber = 1\neffective_from = 2026-01-01\n",
            "",
            "line 1: the file: the table version is missing",
        ),
        (
            "[version]",
            "[versions]",
            (
                "line 1: the file: the table version is missing\n"
                "line 6: versions: unknown table; the tables of a pack are policy, version, "
                "clause, rule, question, assurance, case, quiz, note"
            ),
        ),
    ],
)
def test_an_error_of_policy_version_or_clause_names_its_line(good, bad, expected):
    assert complaint(good, bad) == expected
