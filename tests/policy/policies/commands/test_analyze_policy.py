import json

import pytest
from django.core.management import CommandError, call_command

from policy.policies.packs import shipped_packs
from tests.factories.policies import draft_policy, published_policy, standing_assurance
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.samples import PACK

NOTICE = shipped_packs()["lapd-notice-2020"]


@pytest.fixture
def analyze(capsys):
    """Runs the command: exit code and answer."""

    def run(policy, *options):
        code = 0
        try:
            call_command("analyze_policy", str(policy), *options)
        except SystemExit as ended:
            code = ended.code
        return code, capsys.readouterr().out

    return run


def broken(tmp_path):
    """The notice without the rule that its first assurance rests on."""
    text = NOTICE.read_text(encoding="utf-8")
    file = tmp_path / "broken.toml"
    file.write_text(
        text.replace(
            'effect = "forbid"\nwhen = \'system.ownership',
            'effect = "allow"\nwhen = \'system.ownership',
        )
    )
    return file


def test_a_pack_whose_assurances_hold_ends_with_exit_code_0(analyze):
    code, answer = analyze(NOTICE, "--json")

    told = json.loads(answer)
    assert code == 0
    assert list(told) == ["errors", "findings", "assurances", "clauses"]
    assert (told["errors"], told["findings"]) == ([], [])
    assert told["assurances"][0] == {"id": "never-commercial", "holds": True, "example": None}
    assert told["clauses"] == {"enforced": 3, "evidenced": 0, "recorded": 0, "untestable": 0}


def test_a_failed_assurance_ends_with_exit_code_1_and_an_example(analyze, tmp_path):
    code, answer = analyze(broken(tmp_path), "--json")

    told = json.loads(answer)
    failed = told["assurances"][0]
    assert code == 1
    assert (failed["id"], failed["holds"]) == ("never-commercial", False)
    assert failed["example"]["facts"]["system.ownership"] == "commercial"
    assert told["findings"][0] == {
        "kind": "failed_assurance",
        "rules": ["1-no-commercial-service", "1-lacris-allowed"],
        "text": (
            "The assurance “never-commercial” fails: No search on a commercial service is ever "
            "asked for, approved or run."
        ),
        "example": failed["example"],
    }


def test_without_json_the_answer_is_words(analyze, tmp_path):
    _code, answer = analyze(broken(tmp_path))

    lines = answer.splitlines()
    assert lines[0] == (
        "Clauses: 3 enforced by a rule, 0 evidenced by a document or an attestation, 0 recorded "
        "only, 0 cannot be tested."
    )
    assert lines[1].startswith("- An assurance fails. The assurance “never-commercial” fails")
    assert lines[2].startswith("  For example: Someone asks to submit the request where the sys")
    assert "Assurance never-commercial: fails." in lines


def test_bad_input_is_told_with_exit_code_2_and_in_json_where_asked(analyze, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text('[policy]\nslug = "x"\ntitle = "X"\nissuer = "X"\n[version]\nnumber = 1\n')

    code, answer = analyze(file, "--json")
    with pytest.raises(CommandError) as raised:
        analyze(file)

    message = f"{file}: line 1: the file: the table clause is missing"
    assert (code, json.loads(answer)["errors"]) == (2, [message])
    assert (raised.value.returncode, str(raised.value)) == (2, message)


@pytest.mark.parametrize("slug", sorted(shipped_packs()))
def test_every_assurance_of_a_shipped_pack_is_proved(analyze, slug):
    code, answer = analyze(shipped_packs()[slug], "--json")

    told = json.loads(answer)
    assert code == 0
    assert {proof["holds"] for proof in told["assurances"]} == {True}
    assert {finding["kind"] for finding in told["findings"]} <= {"silent", "declared_otherwise"}


@pytest.mark.django_db
class TestByShortName:
    def test_the_version_is_analyzed_with_the_standing_assurances(self, analyze):
        published_policy(PACK)
        standing_assurance(identifier="never-urgent", never="request.exigent")

        code, answer = analyze("sample-policy", "--json")

        told = {proof["id"]: proof["holds"] for proof in json.loads(answer)["assurances"]}
        assert code == 1
        assert told == {"never-commercial": True, "always-approved": True, "never-urgent": False}

    def test_a_draft_is_analyzed_where_nothing_is_in_force(self, analyze):
        draft_policy(a_pack(a_rule("allow"), a_rule("allow", "false", id="idle")))

        _code, answer = analyze("test-policy", "--json")

        kinds = [finding["kind"] for finding in json.loads(answer)["findings"]]
        assert kinds[0] == "never_fires"

    def test_a_name_that_is_no_policy_is_bad_input(self, analyze):
        code, answer = analyze("nothing", "--json")

        assert code == 2
        assert json.loads(answer)["errors"] == [
            '"nothing" is neither a file nor the short name of a policy.'
        ]
