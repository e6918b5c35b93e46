from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from policy.policies.choices import VersionState
from policy.policies.lifecycle import TRANSITIONS as VERSION_TRANSITIONS
from policy.searches.choices import State
from policy.searches.lifecycle import TRANSITIONS as REQUEST_TRANSITIONS


def written():
    output = StringIO()
    call_command("lifecycle", stdout=output)
    return output.getvalue()


def section(number):
    """The first cells of the tables under a heading, without the heads of the tables."""
    lines = written().split("\n## ")[number].splitlines()
    return [line.split("`")[1] for line in lines if line.startswith("| `")]


def test_reference_page_is_current():
    page = Path(settings.BASE_DIR, "docs", "lifecycle.md").read_text(encoding="utf-8")

    assert page == written()


def test_requests_have_a_row_for_every_action_and_every_state():
    assert section(1) == [*(move.action for move in REQUEST_TRANSITIONS), *State]


def test_versions_have_a_row_for_every_action_and_every_state():
    assert section(2) == [*(move.action for move in VERSION_TRANSITIONS), *VersionState]


def row(code):
    """The cells of the row of `code`."""
    (line,) = [line for line in written().splitlines() if line.startswith(f"| `{code}` |")]
    return line.removeprefix("| ").removesuffix(" |").split(" | ")


def test_a_move_tells_states_in_words_and_by_whom():
    assert row("reopen") == ["`reopen`", "In approval, Approved", "Draft", "the requester", ""]
    assert row("supersede") == ["`supersede`", "published", "superseded", "the clock"]


def test_a_discarded_version_leaves_the_register():
    assert row("discard") == ["`discard`", "draft", "out of the register", "a policy officer"]


def test_a_final_state_says_that_nothing_follows():
    assert row("closed") == ["`closed`", "Closed", "nothing"]
