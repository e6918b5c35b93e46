import json

import pytest
from django.core.management import CommandError, call_command

from tests.policy.searches.office import open_office, submitted
from tests.policy.searches.replays.office import LOOSER, STRICTER, draft_of

pytestmark = pytest.mark.django_db
PERIOD = ("--from=2026-03-01", "--to=2026-03-03")


@pytest.fixture
def replayed(capsys):
    def run(*given):
        code = 0
        try:
            call_command("replay_policy", *given)
        except SystemExit as ended:
            code = ended.code
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "stricter.toml"
    path.write_text(STRICTER)
    return str(path)


def test_file_is_replayed_and_what_flips_is_exit_code_1(replayed, file):
    request = submitted(open_office())

    code, answer = replayed(file, *PERIOD, "--json")

    figures = json.loads(answer)
    assert (code, figures["decisions"], figures["flipped"]) == (1, 1, 1)
    assert [entry["request"] for entry in figures["requests"]] == [request.number]


def test_nothing_that_flips_is_exit_code_0_said_in_words(replayed, file):
    submitted(open_office(), offense="homicide")

    assert replayed(file, *PERIOD) == (0, "0 of 1 decisions would have come out otherwise.\n")


def test_newest_version_of_a_policy_is_replayed_by_its_short_name(replayed):
    submitted(open_office(packs=("lapd-notice-2020",)))
    draft_of(LOOSER)

    code, answer = replayed("lapd-notice-2020", *PERIOD, "--json")

    assert (code, json.loads(answer)["version"]) == (0, 2)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (("no-such", *PERIOD), '"no-such" is neither a file nor the short name of a policy.'),
        (("no-such.toml", *PERIOD), "no-such.toml cannot be read: No such file or directory."),
        (
            ("{file}", "--from=March"),
            '--from: expected a day as yyyy-mm-dd, such as 2026-01-31, not "March".',
        ),
        (
            ("{file}", "--from=2026-03-03", "--to=2026-03-01"),
            "--to: 2026-03-01 is before the first day, 2026-03-03.",
        ),
    ],
)
def test_bad_input_is_told_in_one_line_with_exit_code_2(file, given, error):
    with pytest.raises(CommandError) as told:
        call_command("replay_policy", *(word.format(file=file) for word in given))

    assert (str(told.value), told.value.returncode) == (error, 2)
