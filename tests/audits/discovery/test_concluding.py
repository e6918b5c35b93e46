"""Contacts are counted piece by piece: whatever the pieces, they come to the same."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Max, Min
from django.test.utils import CaptureQueriesContext

from audits.discovery import holding
from audits.discovery.actions import (
    attributing,
    concluding,
    parties,
    read_import,
    rows,
)
from audits.discovery.actions.concluding import conclude_import
from audits.discovery.choices import Stage
from audits.discovery.contacts import By, Contact
from audits.discovery.counting.seen import Seen
from audits.discovery.formats import Shows
from audits.discovery.formats.clocks import Moment
from audits.discovery.holding import Held
from audits.discovery.models import Import, StoredContact, StoredObservation
from audits.discovery.people.attributing import Records
from audits.discovery.people.roster import Member, Roster
from audits.findings.models import Finding
from audits.findings.pseudonyms import pseudonym
from policy.personnel.models import Account
from tests.audits.discovery.formats.reading import CLEARVIEW
from tests.audits.discovery.importing import (
    AT,
    COUNTY_SEARCH,
    PAGE,
    handed_over,
    imported,
    in_order,
    squid,
)
from tests.factories.personnel import PersonFactory
from tests.harness.threads import at_once
from tests.policy.searches.office import Office, approve, run, submitted

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NAMED_BY_ANOTHER = "another log names its user at that moment"
DENIED = "TCP_DENIED/407"
LEASES = "address,device,from,until\n10.7.7.7,PC-7,2026-03-02T18:00:00Z,2026-03-02T18:15:00Z\n"
ASSETS = "device,owner\nPC-7,31234\n"


class Killed(BaseException):
    """What a worker that is ended does not live to handle."""


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (attributing, concluding, parties, rows):
        monkeypatch.setattr(module, "_AT_A_TIME", 3)


def lines_of(office: Office) -> list[str]:
    """Visits, searches, tries that were denied, and nobody's, of several people in a few hours."""
    examiner = office.examiner.member.serial_number
    return [
        squid(AT + MINUTE, COUNTY_SEARCH, user=examiner),
        *(squid(AT + 3 * n * MINUTE, PAGE, user="31234", method="GET") for n in range(9)),
        *(squid(AT + 9 * n * MINUTE, user="31235", client="10.1.2.4") for n in range(5)),
        squid(AT + 50 * MINUTE, client="10.1.2.5", result=DENIED),
        squid(AT + 50 * MINUTE + timedelta(seconds=1), client="10.1.2.5", user="31235"),
        *(squid(AT + 5 * n * MINUTE, PAGE, client="10.7.7.7", method="GET") for n in range(5)),
    ]


def come_to() -> list[tuple]:
    """All observations with their contacts, whatever their keys."""
    return sorted(
        (
            one.kind, one.state, one.at, one.until, one.visit_at, one.confidence,
            one.subject.code if one.subject else "", one.finding.what if one.finding else "",
            tuple(sorted(one.contacts.values_list("at", "digest"))),
        )
        for one in StoredObservation.objects.select_related("subject", "finding")
    )  # fmt: skip


def told_in_findings() -> list[tuple]:
    evidence = Finding.objects.order_by("what", "evidence__words")
    return list(evidence.values_list("kind", "what", "evidence__words"))


@contextmanager
def killed_after(queries: int) -> Iterator[None]:
    left = count(queries, -1)

    def execute(run: Callable, *told: Any) -> Any:
        if not next(left):
            raise Killed
        return run(*told)

    with connection.execute_wrapper(execute):
        yield


@pytest.mark.django_db
def test_a_conclusion_that_is_ended_again_and_again_counts_as_if_it_never_was(
    tmp_path: Path, auditor: Account, office: Office, small_pieces: None
) -> None:
    request = submitted(office)
    approve(office, request)
    run(office, request)
    files = {"access.log": in_order(lines_of(office)), "l.csv": LEASES, "a.csv": ASSETS}
    with transaction.atomic():
        imported(tmp_path / "a", files, by=auditor)
        expected, findings = come_to(), told_in_findings()
        transaction.set_rollback(True)
    made = handed_over(tmp_path / "b", files, by=auditor)

    ended = 0
    for queries in count(30, 3):
        try:
            with killed_after(queries):
                read_import(made)
            break
        except Killed:
            ended += 1

    made.refresh_from_db()
    assert (made.stage, ended > 10) == (Stage.DONE, True)
    assert come_to() == expected
    assert told_in_findings() == findings


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_two_imports_of_one_visit_count_nothing_twice(
    tmp_path: Path, auditor: Account, office: Office, small_pieces: None
) -> None:
    lines = [line for line in lines_of(office) if DENIED not in line]
    one, other = (
        handed_over(tmp_path / name, {"access.log": in_order(half)}, by=auditor)
        for name, half in (("a", lines[::2]), ("b", lines[1::2]))
    )

    answers = at_once(*(partial(read_import, made) for made in (one, one, other, other)))

    assert answers == [None] * 4
    assert {made.stage for made in Import.objects.all()} == {Stage.DONE}
    assert StoredContact.objects.filter(counted=True).count() == len(lines)
    kinds = StoredObservation.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["search"] * 7 + ["visit"] * 2
    assert every_observation_spans_its_contacts()


def every_observation_spans_its_contacts() -> bool:
    spans = StoredObservation.objects.annotate(first=Min("contacts__at"), last=Max("contacts__at"))
    visits = spans.exclude(kind="search")
    return not visits.exclude(at=F("first"), until=F("last"), visit_at=F("first")).exists()


@pytest.mark.django_db
def test_a_machine_that_never_stops_makes_a_visit_every_twelve_hours(
    tmp_path: Path, auditor: Account, office: Office, small_pieces: None
) -> None:
    lines = [squid(AT + 20 * n * MINUTE, PAGE, client="10.9.9.9", method="GET") for n in range(120)]

    with transaction.atomic():
        imported(tmp_path / "a", {"access.log": in_order(lines)}, by=auditor)
        at_once = come_to()
        transaction.set_rollback(True)
    for number in range(0, 120, 30):
        part = in_order(lines[number : number + 30])
        imported(tmp_path / str(number), {"access.log": part}, by=auditor)

    begins = list(StoredObservation.objects.order_by("at").values_list("at", flat=True))
    assert begins == [AT + n * (12 * HOUR + 20 * MINUTE) for n in range(4)]
    assert [row[2:4] for row in come_to()] == [row[2:4] for row in at_once]
    assert every_observation_spans_its_contacts()


@pytest.mark.django_db
def test_a_long_visit_that_is_found_to_have_begun_before_stays_one(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    def pages(*minutes: int) -> str:
        return in_order([squid(AT + n * MINUTE, PAGE, user="31234", method="GET") for n in minutes])

    imported(tmp_path / "a", {"access.log": pages(*range(0, 720, 20))}, by=auditor)
    before = StoredObservation.objects.get()
    imported(tmp_path / "b", {"access.log": pages(-20)}, by=auditor)

    after = StoredObservation.objects.get()
    assert (after.pk, after.at, after.until) == (before.pk, AT - 20 * MINUTE, before.until)
    assert after.contacts.count() == 37


@pytest.mark.django_db
def test_what_tables_give_to_somebody_leaves_the_rest_with_nobody(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    people = {f"10.7.7.{n}": str(60_000 + n) for n in range(6)}
    pages = [
        squid(AT + 5 * n * MINUTE, PAGE, client=client, method="GET")
        for n in range(5)
        for client in people
    ]
    lease = "{},PC-{},2026-03-02T18:00:00Z,2026-03-02T18:15:00Z\n"
    leases = "".join(lease.format(*both) for both in people.items())
    assets = "".join(f"PC-{serial},{serial}\n" for serial in people.values())
    for serial in people.values():
        PersonFactory(serial_number=serial)
    imported(tmp_path / "a", {"access.log": in_order(pages)}, by=auditor)
    before = set(StoredObservation.objects.values_list("pk", "actor", "finding"))
    tables = {"l.csv": f"address,device,from,until\n{leases}", "a.csv": f"device,owner\n{assets}"}

    imported(tmp_path / "b", tables, by=auditor)

    theirs = StoredObservation.objects.exclude(subject=None)
    left = StoredObservation.objects.filter(subject=None)
    assert {one.subject.code for one in theirs} == set(map(pseudonym, people.values()))
    assert [one.contacts.count() for one in theirs] == [3] * 6
    assert [one.contacts.count() for one in left] == [2] * 6
    assert set(left.values_list("pk", "actor", "finding")) == before
    assert Finding.objects.count() == 12
    assert every_observation_spans_its_contacts()


@pytest.mark.django_db
def test_a_conclusion_takes_as_many_queries_for_many_contacts_as_for_few(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    def queries(name: str, people: range, pages: int) -> int:
        for serial in people:
            PersonFactory(serial_number=str(serial))
        url = "https://facesearch.county.example/"
        lines = [
            squid(AT + n * HOUR, url, user=str(serial), method="GET")
            for n in range(pages)
            for serial in people
        ]
        made = handed_over(tmp_path / name, {f"{name}.log": in_order(lines)}, by=auditor)
        Import.objects.update(stage=Stage.READING)
        from audits.discovery.actions.reading import _read_files

        _read_files(made)
        with CaptureQueriesContext(connection) as captured:
            conclude_import(made, at=AT)
        return len(captured)

    few, many = queries("a", range(40_000, 40_002), 2), queries("b", range(50_000, 50_020), 20)

    assert StoredObservation.objects.filter(state="permitted").count() == 404
    assert few == many


def test_the_pieces_in_which_makers_are_told_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = Random(5)  # noqa: S311
    contacts = [
        Contact(
            file=random.choice("ab"),
            offset=number,
            line=str(number),
            format="squid",
            shows=Shows.REQUESTS,
            service=CLEARVIEW,
            by=By.NAME,
            moment=Moment(
                at := AT + timedelta(seconds=random.randrange(600) + random.choice([0, 3600])),
                other=random.choice([None, None, at + HOUR, at - HOUR]),
            ),
            user=random.choice(["", "", "31234", "31235"]),
            client=random.choice(["10.1.2.3", "10.1.2.4"]),
            device="",
            host="",
            method="",
            path="",
            outcome=random.choice(["200", "200", "TCP_DENIED/407"]),
            peer="",
            unbelieved=random.random() < 0.1,
        )
        for number in range(400)
    ]
    records = Records(roster=Roster([Member("31234"), Member("31235")]))

    def told(at_a_time: int) -> list[Seen]:
        monkeypatch.setattr(holding, "_AT_A_TIME", at_a_time)
        held = Held()
        held.add(contacts)
        return list(held.with_actors(records))

    assert told(7) == told(len(contacts))
    assert Counter(one.attribution.why.partition(":")[0] for one in told(7))[NAMED_BY_ANOTHER] > 9
