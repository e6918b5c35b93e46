"""Entries get their places once each, and the tree is signed and published."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction

from audits.trail.log import checkpoints
from audits.trail.log.keys import Signer, generate
from audits.trail.log.tiles import FolderStore
from audits.trail.log.tree import Frontier, leaf_hash
from audits.trail.models import Checkpoint, Entry, Position, SigningKey
from audits.trail.recording.events import tell
from audits.trail.sequencing import placing
from audits.trail.sequencing.placing import OneAtATime, place
from audits.trail.sequencing.publishing import publish_latest

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def key() -> Signer:
    return generate(settings.TRAIL_ORIGIN)


def tell_some(count: int) -> None:
    for number in range(count):
        tell("viewed", kind="page", key=number)


def place_all(key: Signer, most: int = 2000) -> int:
    placed = 0
    while count := place(signers=[key], at=AT, most=most):
        placed += count
    return placed


def found(words: str) -> list[str]:
    query = SearchQuery(words, config="simple")
    return list(Position.objects.filter(words=query).values_list("key", flat=True))


def open_latest(key: Signer) -> checkpoints.Checkpoint:
    return checkpoints.open_checkpoint(Checkpoint.objects.first().note, [key.verifier])


@pytest.mark.django_db
def test_each_entry_gets_one_place_and_the_signed_root_is_that_of_their_bytes(key: Signer):
    tell_some(7)

    placed = place_all(key, most=3)

    entries = [
        bytes(row)
        for row in Entry.objects.order_by("position__index").values_list("entry", flat=True)
    ]
    assert placed == len(entries) == Entry.objects.count()
    assert list(Position.objects.order_by("index").values_list("index", flat=True)) == list(
        range(placed)
    )
    signed = open_latest(key)
    assert (signed.size, signed.root) == (placed, Frontier().append(map(leaf_hash, entries)).root())


@pytest.mark.django_db
def test_nothing_new_makes_no_checkpoint(key: Signer):
    tell_some(1)
    place_all(key)

    placed = place(signers=[key], at=AT)

    assert (placed, Checkpoint.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_place_tells_by_what_an_entry_is_found(key: Signer):
    tell("viewed", kind="personnel.Person", key=7, person=7, details={"address": "/people/7/"})

    place_all(key)

    place_of = Position.objects.order_by("index").last()
    assert (place_of.actor, place_of.verb, place_of.kind, place_of.key, place_of.person_id) == (
        "the tests",
        "viewed",
        "personnel.Person",
        "7",
        7,
    )
    assert [found("/people/7/"), found("pages")] == [["7"], []]


@pytest.mark.django_db(transaction=True)
def test_entry_that_was_committed_late_gets_its_place_once(key: Signer):
    told, may_end = threading.Event(), threading.Event()

    def late() -> None:
        with transaction.atomic():
            tell("viewed", kind="page", key="late")
            told.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    told.wait(10)
    tell("viewed", kind="page", key="early")
    before = place_all(key)
    may_end.set()
    thread.join(10)
    tell("viewed", kind="page", key="last")

    after = place_all(key)

    keys = Position.objects.order_by("index").values_list("key", flat=True)
    assert (before, after, list(keys)[-3:]) == (before, 2, ["early", "late", "last"])


@pytest.mark.django_db(transaction=True)
def test_database_that_was_restored_counts_its_transactions_anew_and_loses_nothing(key: Signer):
    tell_some(3)
    place_all(key)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE trail_checkpoint SET horizon = horizon + 1000000000")
        cursor.execute("UPDATE trail_entry SET transaction = transaction + 1000000000")
        cursor.execute("RESET session_replication_role")

    rounds = []
    for _ in range(3):
        tell_some(2)
        rounds.append(place_all(key, most=5))

    assert rounds == [2, 2, 2]
    assert Entry.objects.filter(position=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_second_sequencer_waits_for_its_turn(key: Signer):
    taken, may_end = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            placing._take_turn()
            taken.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    taken.wait(10)
    tell_some(1)

    with pytest.raises(OneAtATime):
        place(signers=[key], at=AT)

    may_end.set()
    thread.join(10)


@pytest.mark.django_db
def test_former_key_signs_beside_the_new_one_and_both_are_kept(key: Signer):
    former = generate(settings.TRAIL_ORIGIN)
    tell_some(1)
    place(signers=[former], at=AT)
    tell_some(1)

    place(signers=[key, former], at=AT)

    note = Checkpoint.objects.first().note
    assert {checkpoints.open_checkpoint(note, [it.verifier]).size for it in (key, former)} == {
        Checkpoint.objects.first().size
    }
    assert list(SigningKey.objects.values_list("verifier", flat=True)) == [
        str(former.verifier),
        str(key.verifier),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FolderStore]:
    return FolderStore(tmp_path)


@pytest.mark.django_db
def test_published_log_grows_with_the_tree(key: Signer, store: FolderStore):
    tell_some(300)
    place_all(key)
    first = publish_latest(store)
    tell_some(3)
    place_all(key)

    second = publish_latest(store)

    published = checkpoints.open_checkpoint(store.read("checkpoint"), [key.verifier])
    assert (published, second) == (open_latest(key), first + 3)
    assert publish_latest(store) == second


@pytest.mark.django_db
@pytest.mark.parametrize("length", [1, 100_000])
def test_entry_of_any_length_is_found_by_its_words(key: Signer, length: int):
    many = " ".join(f"word{number}" for number in range(length))
    tell("viewed", kind="page", key="long", details={"text": f"beginning {many}"})

    place_all(key)

    assert found("beginning") == ["long"]
