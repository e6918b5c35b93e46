"""What a later import shows of what an earlier one left open."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from audits.discovery.actions import look_into_folder, read_import, watch_folder
from audits.discovery.choices import Stage
from audits.discovery.models import Import, StoredObservation
from audits.findings.actions import close_finding
from audits.findings.choices import Kind, State
from audits.findings.errors import NamesSomebody
from audits.findings.lifecycle import UNDECIDED
from audits.findings.models import Finding
from audits.findings.pseudonyms import pseudonym
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.discovery.importing import AT, COUNTY_SEARCH, imported, in_order, squid
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.policy.searches.office import Office, approve, run, submitted

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize("first", ["named.log", "unnamed.log"])
def test_two_logs_of_one_search_are_one_whichever_import_comes_first(
    office: Office, auditor: Account, tmp_path: Path, first: str
) -> None:
    logs = {
        "named.log": squid(AT, user="31234"),
        "unnamed.log": squid(AT + timedelta(seconds=1)),
    }
    for name in sorted(logs, key=lambda name: name != first):
        imported(tmp_path / name, {name: logs[name]}, by=auditor)

    (one,) = StoredObservation.objects.all()
    assert (one.kind, one.subject.code, one.contacts.count()) == ("search", pseudonym("31234"), 2)
    assert Finding.objects.filter(state__in=UNDECIDED).count() == 1


def test_search_that_a_judged_visit_turns_out_to_be_is_a_finding_of_its_own(
    office: Office, auditor: Account, tmp_path: Path
) -> None:
    tunnel = squid(AT, "app.clearview.ai:443", user="31234", method="CONNECT")
    imported(tmp_path / "a", {"a.log": tunnel}, by=auditor)
    visit = Finding.objects.get()
    close_finding(
        finding=visit,
        disposition=State.NOT_SUSTAINED,
        reason="A visit.",
        by=AccountFactory(roles=[Role.AUDITOR]),
        at=timezone.now(),
    )

    imported(tmp_path / "b", {"b.log": squid(AT + MINUTE, user="31234")}, by=auditor)

    search = Finding.objects.exclude(pk=visit.pk).get()
    assert (search.kind, search.state, search.observations.get().kind) == (
        Kind.OUTSIDE_SERVICE,
        State.OPEN,
        "search",
    )


def test_run_that_a_later_log_shows_is_no_finding_any_longer(
    office: Office, auditor: Account, tmp_path: Path
) -> None:
    request = submitted(office)
    approve(office, request)
    run(office, request)
    operator = office.examiner.person.serial_number
    shown = [squid(AT - 2 * MINUTE, COUNTY_SEARCH), squid(AT + 2 * MINUTE, COUNTY_SEARCH)]
    imported(tmp_path / "a", {"a.log": in_order(shown)}, by=auditor)
    missing = Finding.objects.get(kind=Kind.NO_TRACE)

    imported(
        tmp_path / "b", {"b.log": squid(AT + MINUTE, COUNTY_SEARCH, user=operator)}, by=auditor
    )

    missing.refresh_from_db()
    assert missing.state == State.OVER


def test_whoever_has_a_folder_watched_does_not_judge_what_it_brings(
    office: Office, auditor: Account, tmp_path: Path
) -> None:
    folder = watch_folder(path=str(tmp_path), zone="UTC", by=auditor, at=AT)
    log = tmp_path / "access.log"
    log.write_text(squid(AT, user="31234"), encoding="utf-8")
    os.utime(log, (AT.timestamp(), AT.timestamp()))

    read_import(look_into_folder(folder, at=AT + HOUR))

    assert Finding.objects.get().found_by == auditor


def test_what_cannot_be_accounted_for_fails_its_own_import_and_no_later_one(
    office: Office, auditor: Account, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Here the name of a person stands among the words of which every finding is made."""
    PersonFactory(serial_number="40001", first_name="Seen", last_name="In")
    with pytest.raises(NamesSomebody):
        imported(tmp_path / "a", {"a.log": squid(AT, user="40001")}, by=auditor)

    made = imported(tmp_path / "b", {"b.log": squid(AT, user="31234")}, by=auditor)

    failed = Import.objects.exclude(pk=made.pk).get()
    made.refresh_from_db()
    assert (failed.stage, made.stage) == (Stage.FAILED, Stage.DONE)
    assert [one.subject.code for one in Finding.objects.all()] == [pseudonym("31234")]
    assert "What earlier imports left could not be accounted for" in caplog.text
