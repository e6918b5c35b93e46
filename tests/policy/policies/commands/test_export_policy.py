import json

import pytest
from django.core.management import CommandError, call_command

from policy.policies.packs import read_pack, write_pack
from tests.factories.policies import (
    LAPD_NOTICE,
    draft_policy,
    numbered,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db


def number_exported(capsys: pytest.CaptureFixture[str], *arguments: str) -> int:
    call_command("export_policy", LAPD_NOTICE, *arguments)
    return read_pack(capsys.readouterr().out).version.number


def refused(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as told:
        call_command("export_policy", *arguments)
    return told.value


def test_export_of_an_import_is_the_pack(capsys):
    published_policy()

    call_command("export_policy", LAPD_NOTICE)

    assert capsys.readouterr().out == write_pack(shipped(LAPD_NOTICE))


def test_version_in_force_is_exported_where_no_number_is_given(capsys):
    published_policy()
    draft_policy(numbered(shipped(LAPD_NOTICE), 2))

    assert number_exported(capsys) == 1
    assert number_exported(capsys, "2") == 2


def test_latest_version_is_exported_where_none_is_in_force(capsys):
    draft_policy()
    draft_policy(numbered(shipped(LAPD_NOTICE), 2))

    assert number_exported(capsys) == 2


def test_pack_is_written_to_a_file(tmp_path, capsys):
    draft_policy()
    file = tmp_path / "pack.toml"

    call_command("export_policy", LAPD_NOTICE, "--output", str(file))

    assert file.read_text(encoding="utf-8") == write_pack(shipped(LAPD_NOTICE))
    assert capsys.readouterr().out == ""


def test_answer_in_json_holds_the_pack(capsys):
    version = draft_policy()

    call_command("export_policy", LAPD_NOTICE, "--json")

    assert json.loads(capsys.readouterr().out) == {
        "policy": LAPD_NOTICE,
        "version": 1,
        "digest": version.digest,
        "pack": write_pack(shipped(LAPD_NOTICE)),
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], 'There is no policy "nothing".'),
        ([LAPD_NOTICE, "7"], '"lapd-notice-2020" has no version 7; it has 1.'),
        (
            [LAPD_NOTICE, "--output", "/nowhere/pack.toml"],
            "/nowhere/pack.toml cannot be written: No such file or directory.",
        ),
    ],
)
def test_bad_input_is_told_in_one_line(arguments, message):
    draft_policy()

    error = refused(*arguments)

    assert (error.returncode, str(error)) == (2, message)
