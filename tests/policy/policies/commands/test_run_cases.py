"""`manage.py run_cases`: what it answers, and its exit codes."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from policy.policies.packs import CaseText, write_pack
from tests.factories.policies import draft_policy, published_policy
from tests.policy.policies.samples import PACK

COMMERCIAL = {"system.ownership": "commercial"}
GREEN = CaseText("green", "A commercial service.", "submit", COMMERCIAL, "refused", ("1",))
RED = CaseText("red", "A commercial service.", "submit", COMMERCIAL, "permitted")


@pytest.fixture
def run(capsys):
    """Runs the command: its exit code and its answer."""

    def run(*given):
        code = 0
        try:
            call_command("run_cases", *given)
        except SystemExit as ended:
            code = ended.code
        return code, capsys.readouterr().out

    return run


def file_of(tmp_path, *cases):
    file = tmp_path / "pack.toml"
    file.write_text(write_pack(replace(PACK, cases=cases)), encoding="utf-8")
    return str(file)


def test_file_whose_cases_are_green_ends_with_0_and_needs_no_database(run, tmp_path):
    code, answer = run(file_of(tmp_path, GREEN))

    assert (code, answer) == (0, "1 case, 0 red.\n- green: as expected\n")


def test_file_with_a_red_case_ends_with_1(run, tmp_path):
    code, answer = run(file_of(tmp_path, GREEN, RED))

    first, _green, red = answer.splitlines()
    assert (code, first) == (1, "2 cases, 1 red.")
    assert red.startswith("- red: expected to be permitted, and is refused: Clause 1")


def test_answer_in_json_holds_what_was_expected_and_what_came(run, tmp_path):
    code, answer = run(file_of(tmp_path, GREEN, RED), "--json")

    told = json.loads(answer)
    assert code == 1
    assert (told["policy"], told["version"], told["passed"]) == ("sample-policy", 1, False)
    assert told["cases"][0] == {
        "id": "green",
        "gate": "submit",
        "passed": True,
        "expected": {"outcome": "refused", "clauses": ["1"]},
        "came": {"outcome": "refused", "clauses": ["1"]},
        "why": "",
    }


def test_file_with_an_error_is_bad_input(run, tmp_path):
    file = tmp_path / "pack.toml"
    file.write_text("[policy]\n", encoding="utf-8")

    with pytest.raises(CommandError) as raised:
        run(str(file))

    assert raised.value.returncode == 2


@pytest.mark.django_db
def test_short_name_that_no_policy_has_is_bad_input(run):
    with pytest.raises(CommandError, match="neither a file nor the short name") as raised:
        run("nothing-here")

    assert raised.value.returncode == 2


@pytest.mark.django_db
def test_version_in_force_is_asked_before_a_later_draft(run):
    published_policy(replace(PACK, cases=(GREEN,)))
    later = replace(PACK, version=replace(PACK.version, number=2), cases=(RED,))
    draft_policy(later)

    code, answer = run("sample-policy")

    assert (code, answer.splitlines()[1]) == (0, "- green: as expected")


@pytest.mark.django_db
def test_draft_that_is_wrong_is_bad_input_with_its_errors(run):
    version = draft_policy(PACK)
    version.rules.filter(identifier="1-forbid").update(when="system.ownershp")

    with pytest.raises(CommandError, match="there is no such fact") as raised:
        run("sample-policy")

    assert raised.value.returncode == 2
