"""Formats that auditors describe: who may, what is refused, and how logs are read by them."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from audits.discovery.actions import GivenFile, begin_import, read_import, watch_folder
from audits.discovery.actions.mappings import change_mapping, end_mapping, save_mapping
from audits.discovery.choices import Stage
from audits.discovery.formats import FORMATS, Shows
from audits.discovery.formats.mapping import Mapping
from audits.discovery.models import Import, SavedMapping, StoredContact
from audits.discovery.queries import formats, formats_ever, mappings_visible_to
from audits.discovery.seeing import sources_of
from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice
from tests.audits.discovery.importing import AT, handed_over, imported, in_order, squid
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

HEADER = "When;Who;Where;How"
LINE = "02.03.2026 18:00;31234;https://app.clearview.ai/api/search;POST"
SAMPLE = [HEADER, LINE]
LOG = f"{HEADER}\n{LINE}\n"
GATEWAY = Mapping(
    name="Gateway",
    columns={"time": "When", "user": "Who", "url": "Where", "method": "How"},
    delimiter=";",
    time_format="%d.%m.%Y %H:%M",
    zone="UTC",
)
NUMBERED = replace(GATEWAY, name="Numbers", columns={"time": 1, "url": 3})


@pytest.fixture
def auditor() -> Account:
    return AccountFactory(roles=[Role.AUDITOR])


@pytest.fixture
def saved(auditor: Account) -> SavedMapping:
    return save(auditor)


def save(by: Account, mapping: Mapping = GATEWAY, sample: list[str] = SAMPLE) -> SavedMapping:
    return save_mapping(mapping=mapping, sample=sample, by=by, at=AT)


def watch_clearview() -> None:
    system = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=system, domain="clearview.ai")


def read_as(folder: Path, name: str, by: Account) -> Import:
    folder.mkdir(exist_ok=True)
    path = folder / "gateway.log"
    path.write_text(LOG)
    given = [GivenFile(path.name, path)]
    made = begin_import(title="Logs", files=given, zone="UTC", log_format=name, by=by, at=AT)
    read_import(made)
    made.refresh_from_db()
    return made


def test_what_somebody_described_comes_before_evidence_that_it_may_be(auditor, tmp_path):
    watch_clearview()
    header, line = "created,user,system,agency", "2026-03-02 18:00:00,31234,app.clearview.ai,LAPD"
    columns = {"time": "created", "user": "user", "host": "system"}
    as_evidence = imported(tmp_path / "a", {"filter.csv": f"{header}\n{line}\n"}, by=auditor)
    save(auditor, Mapping(name="Filter", columns=columns), [header, line])

    as_log = imported(tmp_path / "b", {"filter.csv": f"{header}\n{line}\n"}, by=auditor)

    assert as_evidence.files.get().role == "evidence"
    assert (as_log.files.get().role, as_log.files.get().log_format) == ("log", "Filter")


def test_log_is_recognized_and_read_by_what_was_saved(auditor, saved, tmp_path):
    watch_clearview()

    made = imported(tmp_path / "logs", {"gateway.log": LOG}, by=auditor)

    assert made.files.get().log_format == "Gateway"
    contact = StoredContact.objects.get()
    assert (contact.at, contact.host, contact.is_search) == (AT, "app.clearview.ai", True)


def test_nothing_of_the_sample_is_kept(saved):
    kept = SavedMapping.objects.filter(pk=saved.pk).values().get()

    assert [value for value in kept.values() if "31234" in str(value)] == []
    assert saved.mapping == GATEWAY


def test_shipped_format_comes_before_one_that_was_saved(auditor, tmp_path):
    blank = replace(NUMBERED, delimiter=" ", columns={"time": 1, "url": "7"}, time_format="epoch")
    keyed = replace(blank, name="Proxy", columns={"time": 1, "url": 7})
    line = squid(AT).replace("    ", " ")
    save(auditor, keyed, [line])
    broken = in_order([squid(AT), squid(AT), "nothing of the kind at all, and it goes on and on"])

    made = imported(tmp_path / "logs", {"access.log": broken}, by=auditor)

    assert made.files.get().log_format == "squid"


def test_format_by_numbers_of_columns_reads_what_is_named_and_recognizes_nothing(auditor, tmp_path):
    save(auditor, NUMBERED)

    by_itself = imported(tmp_path / "one", {"gateway.log": LOG}, by=auditor)
    named = read_as(tmp_path / "two", "Numbers", auditor)

    assert by_itself.files.get().role == "refused"
    assert (named.files.get().log_format, named.stage) == ("Numbers", Stage.DONE)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_nobody_but_an_auditor_saves_changes_or_ends(role: Role, saved: SavedMapping):
    stranger = AccountFactory(roles=[role])
    told = {"mapping": GATEWAY, "sample": SAMPLE, "by": stranger, "at": AT}

    for act in (
        lambda: save_mapping(**told),
        lambda: change_mapping(saved=saved, **told),
        lambda: end_mapping(saved=saved, by=stranger, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            act()
    reads = role == Role.OVERSIGHT
    assert list(mappings_visible_to(stranger)) == ([saved] if reads else [])


@pytest.mark.parametrize("name", ["squid", "Squid", "gateway"])
def test_name_is_nobody_else_s(auditor, saved, name: str):
    with pytest.raises(ValidationError) as refused:
        save(auditor, replace(GATEWAY, name=name))

    assert list(refused.value.message_dict) == ["name"]


def test_shipped_format_is_never_shadowed_whichever_way_the_row_came(saved, auditor):
    row = {**SavedMapping.objects.values().get(), "id": None, "name": "squid"}
    SavedMapping.objects.create(**row)

    assert formats()["squid"] is FORMATS["squid"]
    assert list(formats())[-1] == "Gateway"


def test_what_is_wrong_is_said_by_what_it_is_about(auditor):
    wrong = Mapping(name=" ", columns={"user": "a\\b", "who": "x"}, delimiter="x", zone="Mars")

    with pytest.raises(ValidationError) as refused:
        save(auditor, replace(wrong, time_format="%H"))

    said = refused.value.message_dict
    assert list(said) == [
        *("name", "delimiter", "columns", "time", "host", "user", "time_format", "zone"),
    ]
    assert sorted(chain(*said.values())) == sorted(replace(wrong, time_format="%H").validate())


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        ([], "Paste a few lines: one at least has to be read."),
        ([HEADER], "None of these lines can be read: the preview says why, line by line."),
        ([LINE], "None of these lines can be read: the preview says why, line by line."),
    ],
    ids=["nothing", "header-alone", "before-any-header"],
)
def test_mapping_that_reads_no_line_is_not_kept(auditor, sample, said):
    with pytest.raises(ValidationError) as refused:
        save(auditor, sample=sample)

    assert refused.value.message_dict == {"sample": [said]}


def test_change_ends_the_version_and_makes_the_next(auditor, saved):
    later = AT + timedelta(days=1)
    columns = {**GATEWAY.columns, "host": "Where"}

    new = change_mapping(
        saved=saved, mapping=replace(GATEWAY, columns=columns), sample=SAMPLE, by=auditor, at=later
    )

    saved.refresh_from_db()
    assert (saved.ended_at, saved.ended_by, saved.mapping) == (later, auditor, GATEWAY)
    assert (new.replaces, new.ended_at, new.columns) == (saved, None, columns)
    assert formats()["Gateway"].host == new.mapping.format.host
    sign()
    assert told(kind="discovery.SavedMapping") == [
        "the tests saved the mapping Gateway, by which logs are read",
        "the tests ended the mapping Gateway",
        "the tests saved a new version of the mapping Gateway",
    ]


def test_oversight_is_told_who_said_how_logs_are_read(auditor, saved):
    changed = change_mapping(saved=saved, mapping=GATEWAY, sample=SAMPLE, by=auditor, at=AT)
    end_mapping(saved=changed, by=auditor, at=AT)

    told = Notice.objects.filter(role=Role.OVERSIGHT).order_by("pk")
    who = auditor.display_name
    assert list(told.values_list("text", flat=True)) == [
        f"{who} said how logs are read: Gateway.",
        f"{who} said how logs are read: Gateway.",
        f"{who} ended how logs were read: Gateway.",
    ]


def test_files_are_counted_by_the_version_that_read_them(auditor, saved, tmp_path):
    read_as(tmp_path / "one", "Gateway", auditor)
    file_read_at = Import.objects.get().files.get().read_at
    change_mapping(
        saved=saved,
        mapping=GATEWAY,
        sample=SAMPLE,
        by=auditor,
        at=file_read_at + timedelta(seconds=1),
    )

    counted = mappings_visible_to(auditor).order_by("pk").values_list("files", flat=True)

    assert list(counted) == [1, 0]


def test_version_that_ended_is_neither_changed_nor_ended_again(auditor, saved):
    end_mapping(saved=saved, by=auditor, at=AT)

    for again in (
        lambda: end_mapping(saved=saved, by=auditor, at=AT),
        lambda: change_mapping(saved=saved, mapping=GATEWAY, sample=SAMPLE, by=auditor, at=AT),
    ):
        with pytest.raises(PermissionDenied, match="ended meanwhile"):
            again()
    assert "Gateway" not in formats()


def test_mapping_that_a_folder_or_an_import_needs_is_not_ended(auditor, saved, tmp_path):
    made = handed_over(tmp_path / "logs", {"x": LOG}, by=auditor)
    Import.objects.filter(pk=made.pk).update(log_format="Gateway")
    with pytest.raises(PermissionDenied, match="being read in it"):
        end_mapping(saved=saved, by=auditor, at=AT)
    folder = watch_folder(path=str(tmp_path), zone="UTC", log_format="Gateway", by=auditor, at=AT)

    with pytest.raises(PermissionDenied, match=f"The watched folder {folder} is read in it"):
        end_mapping(saved=saved, by=auditor, at=AT)

    assert not SavedMapping.objects.exclude(ended_at=None).exists()


def test_import_that_names_a_mapping_that_ended_says_so(auditor, saved, tmp_path):
    made = handed_over(tmp_path / "logs", {"x": LOG}, by=auditor)
    end_mapping(saved=saved, by=auditor, at=AT)
    Import.objects.filter(pk=made.pk).update(log_format="Gateway")
    made.refresh_from_db()

    with pytest.raises(ValueError, match="any longer"):
        read_import(made)

    made.refresh_from_db()
    assert made.failure == 'NoSuchFormat: no format is called "Gateway" any longer'


def test_what_was_read_in_a_mapping_still_shows_what_it_showed(auditor, saved, tmp_path):
    made = read_as(tmp_path / "logs", "Gateway", auditor)

    end_mapping(saved=saved, by=auditor, at=AT)

    (source,) = sources_of(made)
    assert (source.could_show, source.names_users) == (Shows.REQUESTS, True)
    assert "Gateway" in formats_ever()


@pytest.mark.parametrize(
    "change", [{"columns": {"time": 1, "host": 2}}, {"name": "x"}, {"made_at": AT}]
)
def test_version_never_changes(saved: SavedMapping, change: dict):
    if "made_at" in change:
        change = {"made_at": AT + timedelta(days=1)}

    with pytest.raises(DatabaseError, match="Cannot update rows"):
        SavedMapping.objects.filter(pk=saved.pk).update(**change)


def test_version_ends_once_and_is_never_removed(auditor, saved):
    end_mapping(saved=saved, by=auditor, at=AT)

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        SavedMapping.objects.update(ended_at=None, ended_by=None)
    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        SavedMapping.objects.all().delete()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"name": "GATEWAY"}, "mapping_current_once"),
        ({"name": ""}, "mapping_has_name_and_time"),
        ({"time_format": ""}, "mapping_has_name_and_time"),
        ({"kind": "xml"}, "mapping_delimiter_of_csv"),
        ({"kind": "json"}, "mapping_delimiter_of_csv"),
        ({"delimiter": ""}, "mapping_delimiter_of_csv"),
        ({"columns": {"host": 2}}, "mapping_tells_when_and_what"),
        ({"columns": {"time": 1, "user": 2}}, "mapping_tells_when_and_what"),
        ({"columns": []}, "mapping_tells_when_and_what"),
        ({"ended_at": AT}, "mapping_ended_by_somebody"),
    ],
)
def test_impossible_mapping_cannot_be_stored(saved, change: dict, constraint: str):
    row = {**SavedMapping.objects.values().get(), "id": None, "name": "other", **change}

    with pytest.raises(IntegrityError, match=constraint):
        SavedMapping.objects.create(**row)


def test_mapping_that_cannot_be_used_any_longer_stops_no_import(saved):
    row = {**SavedMapping.objects.values().get(), "id": None, "name": "other", "zone": "Mars"}
    unusable = SavedMapping.objects.create(**row)

    assert unusable.faults == [
        'There is no time zone "Mars"; one is called "America/Los_Angeles", for example.'
    ]
    assert list(formats()) == [*FORMATS, "Gateway"]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_makes_the_next_version(auditor):
    saved = save(auditor)
    barrier, outcomes = Barrier(2), []

    def change() -> None:
        try:
            barrier.wait()
            change_mapping(saved=saved, mapping=GATEWAY, sample=SAMPLE, by=auditor, at=AT)
            outcomes.append("changed")
        except PermissionDenied:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["changed", "refused"]
    assert SavedMapping.objects.filter(ended_at=None).count() == 1
