"""What the database refuses of sealing, whichever way the write comes."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audits.trail.log.keys import Signer
from audits.trail.models import Position, SealedEntry, SealingOrder
from audits.trail.queries import sealed_entries
from audits.trail.recording.events import tell
from policy.changes.choices import Verdict
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.audits.trail.sealed_content.conftest import AT, ORDER, place_all
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db


def ordered(by: Account, search: SearchRequest, **fields: Any) -> SealingOrder:
    """Past all of our code."""
    told = {"request": search, "proposed_by": by, "proposed_at": AT, **ORDER, **fields}
    with transaction.atomic():
        return SealingOrder.objects.create(**told)


def decide(order: SealingOrder, by: Account | None, **fields: Any) -> None:
    told = {"verdict": Verdict.APPROVED, "decided_by": by, "decided_at": AT, **fields}
    with transaction.atomic():
        SealingOrder.objects.filter(pk=order.pk).update(**told)


def raw(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def with_content() -> set[int]:
    places = Position.objects.filter(entry__content__isnull=False)
    return set(places.values_list("index", flat=True))


def test_one_statement_approves_and_seals(search: SearchRequest, ada: Account, bo: Account):
    order = ordered(ada, search)

    decide(order, bo)

    order.refresh_from_db()
    assert order.applied
    assert (
        sealed_entries() == set(Position.objects.values_list("index", flat=True)) - with_content()
    )
    assert len(sealed_entries()) == order.sealed.count() > 5


def test_order_by_one_person_is_refused(search: SearchRequest, ada: Account):
    order = ordered(ada, search)

    with pytest.raises(IntegrityError, match="sealingorder_decided_by_another"):
        decide(order, ada)

    assert sealed_entries() == set()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.POLICY_OFFICER])
def test_only_administrators_order(search: SearchRequest, ada: Account, role: Role):
    other = AccountFactory(roles=[role])

    with pytest.raises(IntegrityError, match="only an administrator proposes a sealing order"):
        ordered(other, search)
    with pytest.raises(IntegrityError, match="only an administrator decides on a sealing order"):
        decide(ordered(ada, search), other)


@pytest.mark.parametrize(
    "fields", [{"verdict": Verdict.APPROVED}, {"applied": True}, {"verdict": Verdict.DECLINED}]
)
def test_order_begins_as_a_proposal(search: SearchRequest, ada: Account, fields: dict[str, Any]):
    with pytest.raises(IntegrityError, match="a sealing order begins as a proposal"):
        ordered(ada, search, **fields)


@pytest.mark.parametrize("second", Verdict)
def test_order_is_decided_and_carried_out_once(
    search: SearchRequest, key: Signer, ada: Account, bo: Account, second: Verdict
):
    order = ordered(ada, search)
    decide(order, bo)
    tell("viewed", kind="page", key="1", request=search.pk)
    place_all(key)

    with pytest.raises(IntegrityError, match="a sealing order is decided once"):
        decide(order, bo, verdict=second)
    with pytest.raises(IntegrityError, match="approved is carried out, and once"):
        raw("SELECT trail_seal(%s)", order.pk)


def test_order_that_is_not_approved_is_not_carried_out(
    search: SearchRequest, ada: Account, bo: Account
):
    order = ordered(ada, search)

    with pytest.raises(IntegrityError, match="approved is carried out, and once"):
        raw("SELECT trail_seal(%s)", order.pk)
    decide(order, bo, verdict=Verdict.DECLINED, decision_reason="No.")
    with pytest.raises(IntegrityError, match="approved is carried out, and once"):
        raw("SELECT trail_seal(%s)", order.pk)


@pytest.mark.parametrize(
    "fields",
    [
        {"request": None},
        {"reason": " "},
        {"authority": ""},
        {"order_number": " "},
        {"ordered_on": None},
    ],
)
def test_order_says_what_and_by_whose_authority(
    search: SearchRequest, ada: Account, fields: dict[str, Any]
):
    with pytest.raises(IntegrityError):
        ordered(ada, search, **fields)


def test_order_is_about_one_thing(search: SearchRequest, ada: Account):
    with pytest.raises(IntegrityError, match="sealingorder_is_of_one_thing"):
        ordered(ada, search, position=Position.objects.latest("index"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reason", "Another."),
        ("authority", "Nobody"),
        ("request_id", None),
        ("applied", True),
        ("proposed_at", AT.replace(year=2025)),
    ],
)
def test_order_is_kept_as_it_was(
    search: SearchRequest, ada: Account, bo: Account, name: str, value: Any
):
    order = ordered(ada, search)

    with pytest.raises(IntegrityError, match="cannot be changed"):
        decide(order, bo, **{name: value})
    decide(order, bo)
    with pytest.raises(IntegrityError, match="is decided once"), transaction.atomic():
        SealingOrder.objects.update(**{name: value})


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM trail_sealingorder", "is never deleted"),
        ("TRUNCATE trail_sealingorder CASCADE", "is never emptied"),
        ("DELETE FROM trail_sealedentry", "Cannot update or delete rows"),
        ("UPDATE trail_sealedentry SET order_id = 0", "Cannot update or delete rows"),
        ("TRUNCATE trail_sealedentry", "is never emptied"),
    ],
)
def test_orders_and_what_they_sealed_are_kept(
    search: SearchRequest, ada: Account, bo: Account, statement: str, said: str
):
    decide(ordered(ada, search), bo)
    raw("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match=said):
        raw(statement)


NAMED = "INSERT INTO trail_sealedentry (order_id, entry_id) SELECT %s, entry_id FROM trail_position"
NAMED_ANEW = f"{NAMED} WHERE entry_id NOT IN (SELECT entry_id FROM trail_sealedentry)"  # noqa: S608


@pytest.mark.parametrize("verdict", [Verdict.OPEN, Verdict.APPROVED])
def test_nobody_names_an_entry_by_hand(
    search: SearchRequest, ada: Account, bo: Account, verdict: Verdict
):
    order = ordered(ada, search)
    if verdict == Verdict.APPROVED:
        decide(order, bo)

    with pytest.raises(IntegrityError, match="an approved order seals what it names"):
        raw(NAMED_ANEW, order.pk)


def test_entry_out_of_scope_is_refused_while_the_order_is_carried_out(
    search: SearchRequest, ada: Account, bo: Account
):
    order = ordered(ada, search)
    raw(
        "CREATE FUNCTION trail_more() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {NAMED % order.pk} WHERE request_id IS NULL; RETURN NULL; END $$;"
        " CREATE TRIGGER a_more AFTER UPDATE ON trail_sealingorder"
        " FOR EACH ROW EXECUTE FUNCTION trail_more()"
    )

    with pytest.raises(IntegrityError, match="an approved order seals what it names"):
        decide(order, bo)


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE trail_entry SET content = NULL", "only ever added to"),
        ("UPDATE trail_entry SET content = 'x'", "only ever added to"),
        ("UPDATE trail_entry SET entry = 'x'", "only ever added to"),
        ("DELETE FROM trail_entry", "only ever added to"),
        ("UPDATE trail_position SET words = ''", "keeps its place"),
        ("UPDATE trail_position SET leaf = 'x'", "keeps its place"),
        ("DELETE FROM trail_position", "keeps its place"),
    ],
)
def test_nothing_else_of_the_trail_changes_before_or_after(
    search: SearchRequest, ada: Account, bo: Account, statement: str, said: str, sealed: bool
):
    if sealed:
        decide(ordered(ada, search), bo)

    with pytest.raises(DatabaseError, match=said):
        raw(statement)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trail_entry SET content = NULL, entry = 'x'",
        "UPDATE trail_entry SET content = NULL, leaf = 'x'",
        "UPDATE trail_position SET words = 'elsewhere'",
        "UPDATE trail_position SET actor = 'nobody'",
    ],
)
def test_nothing_but_content_goes_while_the_order_is_carried_out(
    search: SearchRequest, ada: Account, bo: Account, change: str
):
    """By whoever could hang a trigger of their own on the entries that are named."""
    order = ordered(ada, search)
    column = "id" if "trail_entry" in change else "entry_id"
    raw(
        "CREATE FUNCTION trail_more() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {change} WHERE {column} = NEW.entry_id; RETURN NULL; END $$;"
        " CREATE TRIGGER a_more AFTER INSERT ON trail_sealedentry"
        " FOR EACH ROW EXECUTE FUNCTION trail_more()"
    )

    with pytest.raises(IntegrityError, match=r"only ever added to|keeps its place"):
        decide(order, bo)


def test_entry_without_a_place_keeps_its_content(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    order = ordered(ada, search)
    tell("viewed", kind="page", key="late", request=search.pk, details={"words": "quokka"})

    decide(order, bo)
    place_all(key)

    late = Position.objects.get(key="late")
    assert late.entry.content is not None
    assert not SealedEntry.objects.filter(entry=late.entry_id).exists()


def test_content_is_in_no_table_of_the_trail_any_longer(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    rows = "SELECT count(*) FROM trail_entry WHERE position('over the till'::bytea IN content) > 0"
    with connection.cursor() as cursor:
        cursor.execute(rows)
        before = cursor.fetchone()

        decide(ordered(ada, search), bo)
        place_all(key)

        cursor.execute(rows)
        assert (before > (0,), cursor.fetchone()) == (True, (0,))


def test_record_of_a_sealing_is_out_of_scope(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    decide(ordered(ada, search), bo)
    place_all(key)
    about = Position.objects.filter(kind="trail.SealingOrder", request_id=search.pk).first()

    with pytest.raises(IntegrityError, match="nothing is left to seal"):
        decide(ordered(ada, search, request=None, position=about), bo)
    with pytest.raises(IntegrityError, match="nothing is left to seal"):
        decide(ordered(ada, search), bo)
