"""What could not be seen in all imports together."""

from datetime import timedelta

import pytest

from audits.discovery.actions import read_import
from audits.discovery.actions.reaches import add_reach
from audits.discovery.choices import ReachKind
from audits.discovery.models import Import
from audits.discovery.unseen import unseen_in
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.discovery.importing import AT, handed_over, imported, in_order, quiet, squid
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FIRST_DAY = in_order(quiet(AT, 24))
LATER = in_order(quiet(AT + 30 * HOUR, 24))


@pytest.fixture
def auditor() -> Account:
    return AccountFactory(roles=[Role.AUDITOR])


def unseen():
    return unseen_in(Import.objects.all())


def test_nothing_was_looked_at_before_any_import():
    nothing = unseen()

    assert (nothing.imports, nothing.unread, nothing.begin, nothing.lines) == (0, 0, None, 0)


def test_hours_between_two_imports_of_a_source_are_hours_without_log(auditor, tmp_path):
    imported(tmp_path / "a", {"access.log.1": FIRST_DAY}, by=auditor)
    imported(tmp_path / "b", {"access.log": LATER}, by=auditor)

    told = unseen()

    (source,) = told.with_gaps
    assert (source.name, source.lines, told.lines) == ("access.log", 576, 576)
    assert source.hours_without_log == pytest.approx(6 + 5 / 60)
    assert (told.begin, told.end) == (AT, AT + 54 * HOUR - timedelta(minutes=5))


def test_what_was_handed_over_twice_counts_once(auditor, tmp_path):
    files = {"access.log": f"{FIRST_DAY}{LATER}", "badge.txt": "who=7\n"}
    for folder in ("a", "b"):
        imported(tmp_path / folder, files, by=auditor)

    told = unseen()

    assert (told.imports, told.lines, told.refused) == (2, 576, 1)
    assert told.with_gaps[0].hours_without_log == pytest.approx(6 + 5 / 60)


def test_file_that_was_read_when_it_came_again_is_not_refused_any_longer(auditor, tmp_path):
    strange = "# a note\n" * 900 + FIRST_DAY
    imported(tmp_path / "a", {"proxy.txt": strange}, by=auditor)
    before = unseen().refused
    again = handed_over(tmp_path / "b", {"proxy.txt": strange}, by=auditor)
    Import.objects.filter(pk=again.pk).update(log_format="squid")
    again.refresh_from_db()

    read_import(again)

    assert (before, unseen().refused) == (1, 0)


def test_import_that_was_stopped_is_counted_as_unread(auditor, tmp_path):
    handed_over(tmp_path, {"access.log": FIRST_DAY}, by=auditor)

    assert (unseen().imports, unseen().unread) == (0, 1)


def test_parts_that_could_not_be_read_are_counted(auditor, tmp_path):
    HostNameFactory(domain="clearview.ai")
    broken = squid(AT).replace("TCP_MISS/200", "nothing at all")
    imported(tmp_path, {"access.log": f"{FIRST_DAY}{broken}\n"}, by=auditor)

    assert unseen().faults == 1


def test_system_without_any_name_is_one_that_no_log_shows(auditor):
    system = SystemFactory(name="Other Faces")
    before = unseen().nameless

    said = {"note": "A letter.", "by": auditor, "at": AT}
    add_reach(system=system, kind=ReachKind.ADDRESS, value="203.0.113.7", **said)

    assert (before, unseen().nameless) == ((system,), ())


def test_resolvers_that_hide_names_are_counted(auditor, tmp_path):
    asked = squid(AT, "https://dns.google/dns-query")
    imported(tmp_path, {"access.log": f"{FIRST_DAY}{asked}\n"}, by=auditor)

    assert unseen().hidden == [("dns.google", 1)]
