"""Every change of every table is told to the trail, whichever way it came, and by whom."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import psycopg
import pytest
import rfc8785
from django.db import DatabaseError, connection, transaction
from procrastinate import testing
from procrastinate.contrib.django import app as jobs

from audits.trail import acting
from audits.trail.acting import Acting, acting_as, acting_now, because
from audits.trail.models import Entry
from audits.trail.recording.events import tell
from audits.trail.recording.tables import NOT_RECORDED, recorded_tables, tables
from audits.trail.triggers import finding
from policy.personnel.models import Course, Person
from tests.audits.trail.reading import told
from tests.factories.personnel import AccountFactory, CourseFactory, PersonFactory
from tests.factories.systems import SystemFactory

ANA = Acting(
    actor="Detective Ana Ruiz (31415)",
    account=7,
    roles=("requester", "supervisor"),
    web="f00d",
    address="192.0.2.7",
    reason="She married.",
)


def change(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["verb"], entry["kind"], entry["key"], entry["before"], entry["after"]


def test_every_table_is_recorded_or_says_why_not():
    labels = {model._meta.label for model in tables()}
    recorded = {table.kind for table in recorded_tables()}

    assert labels - recorded == set(NOT_RECORDED)
    assert recorded & set(NOT_RECORDED) == set()


@pytest.mark.django_db
def test_every_recorded_table_has_its_trigger():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname ~ '_recorded_'")
        hung = {name.strip('"') for (name,) in cursor.fetchall()}

    assert hung == {table.name for table in recorded_tables()}


@pytest.mark.django_db
def test_change_is_told_with_who_made_it_and_why():
    person = PersonFactory(last_name="Ruiz")
    before = Entry.objects.count()

    with acting_as(ANA):
        Person.objects.filter(pk=person.pk).update(last_name="Romero")

    (entry,) = told(before)
    assert change(entry) == (
        "update",
        "personnel.Person",
        str(person.pk),
        {"last_name": "Ruiz"},
        {"last_name": "Romero"},
    )
    assert [entry[name] for name in ("actor", "account", "roles", "web", "address", "reason")] == [
        "Detective Ana Ruiz (31415)",
        "7",
        "requester supervisor",
        "f00d",
        "192.0.2.7",
        "She married.",
    ]
    assert (entry["person"], entry["request"]) == (str(person.pk), None)


CHANGE = "UPDATE personnel_course SET title = 'Chief'"

WAYS: dict[str, Callable[[Course], object]] = {
    "the ORM": lambda course: Course.objects.update(title="Chief"),
    "a bulk update": lambda course: Course.objects.bulk_update([named(course)], ["title"]),
    "raw SQL": lambda course: raw(CHANGE),
}


def named(course: Course) -> Course:
    course.title = "Chief"
    return course


def raw(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def elsewhere(statement: str, acting: str = "") -> None:
    """As somebody with a terminal of the database would."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT set_config('gatehouse.acting', %s, true)", [acting])
        other.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_writing_is_told(way: str):
    course = CourseFactory(title="Captain")
    before = Entry.objects.count()

    WAYS[way](course)

    assert [change(entry) for entry in told(before)] == [
        ("update", "personnel.Course", str(course.pk), {"title": "Captain"}, {"title": "Chief"})
    ]


@pytest.mark.django_db(transaction=True)
def test_write_that_names_nobody_is_refused_with_what_to_do():
    course = CourseFactory(title="Captain")

    with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused:
        elsewhere(CHANGE)

    assert refused.value.diag.message_primary == "a write names who acts"
    assert refused.value.diag.message_hint == (
        'SET gatehouse.acting = \'{"actor": "name", "reason": "why"}\''
    )
    course.refresh_from_db()
    assert course.title == "Captain"


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_by_hand_names_themselves():
    CourseFactory(title="Captain")

    elsewhere(
        CHANGE,
        acting='{"actor": "Kim the administrator", "reason": "ticket 12"}',
    )

    last = told()[-1]
    assert (last["actor"], last["reason"], last["after"]) == (
        "Kim the administrator",
        "ticket 12",
        {"title": "Chief"},
    )


@pytest.mark.django_db(transaction=True)
def test_process_that_names_nobody_cannot_write(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(acting, "_process", [])

    with pytest.raises(DatabaseError, match="a write names who acts"):
        CourseFactory()

    with acting_as(ANA):
        CourseFactory()
    with pytest.raises(DatabaseError, match="a write names who acts"):
        CourseFactory()


@pytest.mark.django_db
def test_change_that_is_rolled_back_was_never_told():
    course = CourseFactory(title="Captain")
    before = Entry.objects.count()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(title="Chief")
        _ = 1 / 0

    assert told(before) == []


@pytest.mark.django_db
def test_who_acts_is_told_anew_after_going_back_to_a_savepoint():
    course = CourseFactory(title="Captain")
    before = Entry.objects.count()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with acting_as(ANA):
            Course.objects.filter(pk=course.pk).update(title="Chief")
        _ = 1 / 0
    with acting_as(ANA):
        Course.objects.filter(pk=course.pk).update(title="Commander")
    Course.objects.filter(pk=course.pk).update(title="Deputy")

    assert [entry["actor"] for entry in told(before)] == [ANA.actor, "the tests"]


@pytest.mark.django_db(transaction=True)
def test_who_acts_is_told_anew_after_a_transaction_that_failed():
    course = CourseFactory(title="Captain")

    with acting_as(ANA):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Course.objects.filter(pk=course.pk).update(title="Chief")
            _ = 1 / 0
        Course.objects.filter(pk=course.pk).update(title="Commander")
    Course.objects.filter(pk=course.pk).update(title="Deputy")

    assert [entry["actor"] for entry in told()[-2:]] == [ANA.actor, "the tests"]


@pytest.mark.django_db
def test_row_that_is_new_or_gone_is_told_whole_and_one_unchanged_not_at_all():
    course = CourseFactory(title="Captain")
    whole = {"code": course.code, "id": str(course.pk), "title": "Captain", "track": "user"}
    whole |= {"valid_months": None}
    created = told()[-1]
    before = Entry.objects.count()
    key = str(course.pk)

    course.save()
    course.delete()

    assert change(created) == ("insert", "personnel.Course", key, None, whole)
    assert [change(entry) for entry in told(before)] == [
        ("delete", "personnel.Course", key, whole, None)
    ]


@pytest.mark.django_db
def test_secret_is_told_as_its_hash_alone():
    account = AccountFactory()
    account.set_password("a long and quiet river")

    account.save()

    last = told()[-1]
    assert last["after"]["password"] == f"sha256:{sha256(account.password.encode()).hexdigest()}"
    assert account.password not in json.dumps(told())


@pytest.mark.django_db
def test_bytes_are_canonical_and_bound_to_their_content():
    SystemFactory(
        name='Ünïcode "quoted" \\ back\u2028 \x01 \U0001f6a8', notes="two\nlines\tand a tab"
    )
    tell("viewed", kind="page", key="/é", details={"b": 1, "a": None, "ä": "ö"})

    rows = [(bytes(e), bytes(c)) for e, c in Entry.objects.values_list("entry", "content")]

    assert [e for e, _ in rows if rfc8785.dumps(json.loads(e)) != e] == []
    assert [c for _, c in rows if rfc8785.dumps(json.loads(c)) != c] == []
    assert [e for e, c in rows if json.loads(e)["content"] != sha256(c).hexdigest()] == []


@pytest.mark.django_db
def test_leaf_is_that_of_rfc_6962_and_no_two_nonces_are_the_same():
    tell("viewed", kind="page", key="1")
    tell("viewed", kind="page", key="1")

    rows = Entry.objects.order_by("-pk").values_list("entry", "leaf", "content")[:2]

    assert [sha256(b"\0" + bytes(e)).digest() for e, *_ in rows] == [
        bytes(leaf) for _, leaf, _ in rows
    ]
    nonces = [json.loads(bytes(part))["nonce"] for e, _, c in rows for part in (e, c)]
    assert (len(set(nonces)), {len(nonce) for nonce in nonces}) == (4, {32})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "event",
    [
        "ARRAY['viewed']",
        "ARRAY['', 'page', '1', NULL, NULL, NULL, NULL]",
        "ARRAY['viewed', NULL, '1', NULL, NULL, NULL, NULL]",
        "ARRAY['viewed', 'page', '1', 'x', NULL, NULL, NULL]",
        "ARRAY['viewed', 'page', '1', NULL, '-1', NULL, NULL]",
        "ARRAY['viewed', 'page', '1', NULL, NULL, '[1]', NULL]",
        "ARRAY['viewed', 'page', '1', NULL, NULL, NULL, '{\"a\":1},{}']",
        # What is JSON, and cannot be read as such by the sequencer.
        "ARRAY['viewed', 'page', '1', NULL, NULL, NULL, '{\"a\":\"\\u0000\"}']",
        "ARRAY['viewed', 'page', '1', NULL, NULL, '{\"a\":1e999999}', NULL]",
        "ARRAY['viewed', 'page', repeat('1', 1001), NULL, NULL, NULL, NULL]",
        "ARRAY['viewed', repeat('x', 101), '1', NULL, NULL, NULL, NULL]",
        "ARRAY['viewed', 'page', NULL, NULL, NULL, NULL, NULL]",
        "ARRAY['viewed', 'page', '1', '0x10', NULL, NULL, NULL]",
        "ARRAY['viewed', 'page', '1', NULL, NULL, NULL, '{\"a\":5}']",
        "NULL",
    ],
)
def test_entry_that_nobody_could_read_is_refused(event: str):
    with pytest.raises(DatabaseError), transaction.atomic():
        raw(f"INSERT INTO trail_entry (event) VALUES ({event})")  # noqa: S608


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("account", ["seven", "-1", "99999999999999999999"])
def test_account_that_is_no_key_is_refused(account: str):
    CourseFactory(title="Captain")

    with pytest.raises(psycopg.DatabaseError):
        elsewhere(CHANGE, acting=json.dumps({"actor": "Kim", "account": account}))

    assert Course.objects.get().title == "Captain"


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["insert", "update", "delete"])
def test_change_of_a_row_is_told_by_the_trigger_of_its_table_alone(verb: str):
    with pytest.raises(DatabaseError, match="an event is told in"), transaction.atomic():
        tell(verb, kind="personnel.Person", key=1)


@pytest.mark.django_db
def test_row_under_another_key_is_one_that_is_gone_and_one_that_is_new():
    course = CourseFactory()
    before = Entry.objects.count()

    Course.objects.filter(pk=course.pk).update(id=course.pk + 1000)

    assert [(entry["verb"], entry["key"]) for entry in told(before)] == [
        ("delete", str(course.pk)),
        ("insert", str(course.pk + 1000)),
    ]


@pytest.mark.django_db(transaction=True)
def test_who_acts_is_told_anew_after_a_savepoint_within_a_transaction_of_somebody_else():
    CourseFactory(title="Captain")
    bo = Acting(actor="Bo")

    with acting_as(bo):
        Course.objects.update(title="Chief")
    with transaction.atomic():
        with acting_as(ANA):
            Course.objects.update(title="Commander")
        with acting_as(bo):
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                _ = 1 / 0
            Course.objects.update(title="Deputy")

    assert [entry["actor"] for entry in told()[-3:]] == ["Bo", ANA.actor, "Bo"]


@pytest.mark.django_db(transaction=True)
def test_select_that_writes_is_told_with_who_acts():
    CourseFactory(title="Captain")

    with acting_as(Acting(actor="Bo")):
        Course.objects.update(title="Chief")
    with acting_as(ANA):
        raw("SELECT 1; UPDATE personnel_course SET title = 'Commander'")

    assert [entry["actor"] for entry in told()[-2:]] == ["Bo", ANA.actor]


@pytest.mark.django_db
def test_whatever_somebody_typed_cannot_keep_it_from_being_told():
    with acting_as(Acting(actor="Bo\0", reason="\0because\ud800")):
        tell("viewed", kind="page", key="/x\0" + "é" * 3000, details={"typed": "\0"})

    last = told()[-1]
    assert (last["actor"], last["reason"], last["after"]) == ("Bo", "because?", {"typed": ""})
    assert last["key"] == "/x" + "é" * 499


@pytest.mark.django_db
def test_time_user_and_actor_of_an_entry_are_the_databases_own():
    raw(
        "INSERT INTO trail_entry (event, entry, content, leaf, transaction) VALUES"
        " (ARRAY['viewed', 'page', '1', NULL, NULL, NULL, NULL],"
        " 'forged', 'forged', 'forged', 1)"
    )

    entry = Entry.objects.latest("pk")
    assert (json.loads(bytes(entry.entry))["actor"], bytes(entry.content)[:8]) == (
        "the tests",
        b'{"after"',
    )
    assert entry.transaction != 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entry SET entry = 'other'",
        "UPDATE trail_entry SET content = NULL",
        "DELETE FROM trail_entry",
        "TRUNCATE trail_entry CASCADE",
    ],
)
def test_trail_is_only_ever_added_to(statement: str):
    tell("viewed", kind="page", key="1")

    with pytest.raises(DatabaseError), transaction.atomic():
        raw(statement)


@pytest.mark.django_db
def test_reason_stands_beside_what_is_done_for_it():
    with because("ticket 12"):
        CourseFactory()
    CourseFactory()

    assert [entry["reason"] for entry in told()[-2:]] == ["ticket 12", None]


def test_job_names_itself():
    acted = []

    @jobs.task(name="promote")
    def promote() -> None:
        acted.append(acting_now())

    def run() -> None:
        with jobs.replace_connector(testing.InMemoryConnector()) as app:
            promote.defer()
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    # In a thread of its own: a browser's test leaves an event loop running in this one.
    ThreadPoolExecutor().submit(run).result()

    assert acted == [Acting(actor="job promote")]


@pytest.mark.django_db
def test_row_that_was_there_before_the_trail_is_told_as_found():
    course = CourseFactory()
    created = told()[-1]

    raw(finding(next(table for table in recorded_tables() if table.kind == "personnel.Course")))

    last = told()[-1]
    assert change(last) == ("found", "personnel.Course", str(course.pk), None, created["after"])


@pytest.mark.django_db(transaction=True)
def test_transaction_can_still_choose_its_isolation_before_it_writes():
    with acting_as(ANA), transaction.atomic():
        raw("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        CourseFactory()

    assert told()[-1]["actor"] == ANA.actor
