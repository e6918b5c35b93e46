"""What every command of ours does with what it is given."""

import pytest
from django.core.management import CommandError, ManagementUtility, call_command, get_commands

from policy.commands import day_of

OURS = sorted(
    name for name, app in get_commands().items() if app.startswith(("config", "policy", "audits"))
)


@pytest.mark.parametrize("name", OURS)
def test_an_argument_that_is_wrong_is_told_in_one_line_with_exit_code_2(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ManagementUtility(["manage.py", name, "--nonsense"]).execute()

    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("CommandError: ")
    assert said.err.count("\n") == 1


def test_a_value_that_is_none_of_the_choices_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["decide", "--policy=x.toml", "--facts=f.json", "--gate=zzz"]

    with pytest.raises(SystemExit):
        ManagementUtility(["manage.py", *arguments]).execute()

    assert capsys.readouterr().err.startswith(
        "CommandError: argument --gate: invalid choice: 'zzz' (choose from "
    )


def test_what_calls_a_command_is_told_by_an_error() -> None:
    with pytest.raises(CommandError) as raised:
        call_command("decide", "--gate=zzz")

    assert raised.value.returncode == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20261101",
        "2026-W48-3",
        "2026-11-1",
        "2026-02-30",
        "11/01/2026",
        " 2026-11-01",
        "２026-11-01",
    ],
)
def test_a_day_is_read_in_one_way_alone(text: str) -> None:
    with pytest.raises(CommandError) as raised:
        day_of(text, "--at")

    assert (str(raised.value), raised.value.returncode) == (
        f'--at: expected a day as yyyy-mm-dd, such as 2026-01-31, not "{text}".',
        2,
    )


def test_a_day_is_read() -> None:
    assert day_of("2026-11-01", "--at").isoformat() == "2026-11-01"
