import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from policy.policies.packs import shipped_packs
from tests.factories.policies import published_policy
from tests.policy.policies.requests import (
    FOR_OUTSIDE_AGENCY,
    ON_CLEARVIEW,
    SUBMITTED,
    WITHOUT_CERTIFICATE,
)

NOTICE = str(shipped_packs()["lapd-notice-2020"])


@pytest.fixture
def decide(tmp_path, capsys):
    """Runs the command on facts, or on the text of a file of facts: exit code and answer."""

    def run(facts=SUBMITTED, *options, policy=NOTICE):
        file = tmp_path / "facts.json"
        file.write_text(facts if isinstance(facts, str) else json.dumps(facts), encoding="utf-8")
        given = [f"--policy={policy}", "--gate=submit", f"--facts={file}", *options]
        code = 0
        try:
            call_command("decide", *given)
        except SystemExit as ended:
            code = ended.code
        return code, capsys.readouterr().out

    return run


def test_a_lawful_request_is_permitted_with_exit_code_0(decide):
    code, answer = decide(SUBMITTED, "--json")

    verdict = json.loads(answer)
    assert code == 0
    assert (verdict["outcome"], verdict["policy"], verdict["version"], verdict["gate"]) == (
        "permitted",
        "lapd-notice-2020",
        1,
        "submit",
    )


@pytest.mark.parametrize(
    ("facts", "clause"),
    [(ON_CLEARVIEW, "1"), (FOR_OUTSIDE_AGENCY, "2"), (WITHOUT_CERTIFICATE, "3")],
)
def test_each_prohibited_case_is_refused_by_its_clause_with_exit_code_1(decide, facts, clause):
    code, answer = decide(facts, "--json")

    verdict = json.loads(answer)
    assert code == 1
    assert verdict["outcome"] == "refused"
    assert verdict["reasons"][0]["clause"] == clause
    assert verdict["to_permit"] != []


def test_what_is_undecided_names_the_unknown_facts_with_exit_code_1(decide):
    facts = {"system.name": "LACRIS", "system.ownership": "government"}

    code, answer = decide(facts, "--json")

    verdict = json.loads(answer)
    assert code == 1
    assert verdict["outcome"] == "undecided"
    assert verdict["unknown"] == ["request.agency_is_outside", "requester.certificate_current"]


def test_without_json_the_answer_is_words(decide):
    code, answer = decide(FOR_OUTSIDE_AGENCY)

    assert code == 1
    assert answer.splitlines() == [
        "submit the request: refused.",
        (
            "- Clause 2, No search for an outside agency: “No one may search a face-recognition "
            "system on behalf of an outside agency.” The rule forbids when the search is for an "
            "outside agency."
        ),
        'It would be permitted with: {"request.agency_is_outside": false}',
    ]


@pytest.mark.parametrize(
    ("at", "outcome"), [("2020-11-12", "refused"), ("2020-11-13", "permitted")]
)
def test_a_pack_decides_from_the_day_it_takes_effect(decide, at, outcome):
    _code, answer = decide(SUBMITTED, "--json", f"--at={at}")

    assert json.loads(answer)["outcome"] == outcome


@pytest.mark.parametrize(
    ("at", "outcome"), [("2021-01-11", "permitted"), ("2021-01-12", "refused")]
)
def test_a_pack_decides_no_more_on_the_day_it_ends(decide, tmp_path, at, outcome):
    pack = tmp_path / "ended.toml"
    text = shipped_packs()["lapd-notice-2020"].read_text(encoding="utf-8")
    pack.write_text(text.replace("interim", "effective_until = 2021-01-12\ninterim", 1))

    _code, answer = decide(SUBMITTED, "--json", f"--at={at}", policy=pack)

    assert json.loads(answer)["outcome"] == outcome


@pytest.mark.parametrize(
    ("facts", "options", "message"),
    [
        ("{", [], "is not JSON: line 1, column 2: Expecting property name"),
        ("[1]", [], "expected one JSON object of facts and values"),
        ({"system.nmae": "LACRIS"}, [], "did you mean system.name"),
        ({"system.ownership": "rented"}, [], 'expected one of "department", "government"'),
        ({"request.exigent": "yes"}, [], "request.exigent: expected true or false"),
        ("[" * 100_000, [], "expected one flat JSON object, not one nested this deep"),
        ('{"request.exigent": ' + "[" * 900 + "]" * 900 + "}", [], "request.exigent: expected"),
        (
            '{"request.exigent": true, "request.exigent": false}',
            [],
            '"request.exigent" stands there 2 times; expected each fact once.',
        ),
        ('{"system.true_positive_rate": NaN}', [], "NaN is no number in JSON."),
        ('{"system.true_positive_rate": -Infinity}', [], "-Infinity is no number in JSON."),
        ('{"system.true_positive_rate": 1e999}', [], "system.true_positive_rate: expected"),
        ('{"system.true_positive_rate": ' + "9" * 5000 + "}", [], "digits"),
        ({}, ["--at=13 November"], '--at: expected a day as yyyy-mm-dd, such as 2026-01-31, not "'),
        ({}, ["--at=2026-W48-3"], 'not "2026-W48-3"'),
        ({}, ["--policy=missing.toml"], "missing.toml cannot be read: No such file or directory"),
    ],
)
def test_bad_input_is_told_with_exit_code_2(decide, facts, options, message):
    with pytest.raises(CommandError) as raised:
        decide(facts, *options)

    assert raised.value.returncode == 2
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_every_error_of_a_pack_is_told_with_its_line(decide, tmp_path):
    pack = tmp_path / "bad.toml"
    pack.write_text('[policy]\nslug = "Bad"\n', encoding="utf-8")

    with pytest.raises(CommandError) as raised:
        decide(policy=pack)

    assert raised.value.returncode == 2
    assert str(raised.value).splitlines() == [
        f"{pack}: line 1: policy: issuer is missing",
        f"{pack}: line 1: policy: title is missing",
        f"{pack}: line 1: the file: the table clause is missing",
        f"{pack}: line 1: the file: the table version is missing",
        (
            f"{pack}: line 2: policy, slug: expected lower-case letters, digits and single "
            'hyphens, at most 80 characters, not "Bad"'
        ),
    ]


def test_a_file_that_is_not_text_is_told(decide, tmp_path):
    pack = tmp_path / "binary.toml"
    pack.write_bytes(b"[policy]\xff")

    with pytest.raises(CommandError, match="is not text in UTF-8: byte 9 cannot be read"):
        decide(policy=pack)


@pytest.mark.django_db
class TestByShortName:
    AT = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)

    def test_the_version_in_force_decides(self, decide):
        published_policy("lapd-notice-2020", at=self.AT)

        code, answer = decide(ON_CLEARVIEW, "--at=2026-01-05", "--json", policy="lapd-notice-2020")

        assert code == 1
        assert json.loads(answer)["reasons"][0]["rule"] == "1-no-commercial-service"

    def test_before_it_is_in_force_nothing_is_permitted(self, decide):
        published_policy("lapd-notice-2020", at=self.AT)

        code, answer = decide(SUBMITTED, "--at=2026-01-04", "--json", policy="lapd-notice-2020")

        assert code == 1
        assert json.loads(answer)["reasons"][0]["text"] == "No policy is in force."

    def test_a_name_that_is_no_policy_is_bad_input(self, decide):
        with pytest.raises(CommandError) as raised:
            decide(policy="lapd-notice-2002")

        assert raised.value.returncode == 2
        assert str(raised.value) == (
            '--policy: "lapd-notice-2002" is neither a file nor the short name of a policy.'
        )
