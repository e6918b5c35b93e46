"""Content leaves the trail by an approved act, and nothing else changes."""

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied, ValidationError

from audits.trail import actions
from audits.trail.log import checkpoints
from audits.trail.log.keys import Signer
from audits.trail.log.tree import Frontier, leaf_hash
from audits.trail.models import Checkpoint, Entry, Position, SealedEntry, SealingOrder
from audits.trail.queries.sealing import Scope, sealed_entries, sealings_waiting_for
from audits.trail.recording.events import tell
from policy.changes.choices import Verdict
from policy.changes.errors import Conflict
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.audits.trail.reading import told
from tests.audits.trail.sealing.conftest import AT, ORDER, place_all, proposed
from tests.factories.personnel import AccountFactory
from tests.harness.threads import at_once
from tests.policy.searches.office import Office, submitted

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)


def approve(order: SealingOrder, by: Account) -> SealingOrder:
    return actions.approve_sealing(order=order, by=by, at=LATER, reason="Read the order.")


def found(words: str) -> int:
    query = SearchQuery(words, config="simple", search_type="websearch")
    return Position.objects.filter(words=query).count()


def without_content() -> set[int]:
    return set(Position.objects.filter(entry__content=None).values_list("index", flat=True))


def one_place(kind: str = "page") -> Position:
    return Position.objects.filter(kind=kind).latest("index")


def test_content_of_everything_about_a_request_leaves_and_its_words_find_nothing(
    search: SearchRequest, office: Office, key: Signer, ada: Account, bo: Account
):
    other = submitted(office, case_number="26-00999")
    place_all(key)
    before = [found("26-00417"), found("26-00999")]

    order = approve(proposed(ada, search), bo)

    assert (order.verdict, order.applied) == (Verdict.APPROVED, True)
    assert before[0] > 0
    assert [found("26-00417"), found("26-00999")] == [0, before[1]]
    about = Position.objects.filter(request_id=search.pk)
    assert set(about.values_list("entry__content", flat=True)) == {None}
    others = Position.objects.filter(request_id=other.pk)
    assert others.filter(entry__content=None).count() == 0


def test_what_the_policies_decided_of_it_and_why_leaves_too(
    search: SearchRequest, ada: Account, bo: Account
):
    decisions = [step.decision for step in search.steps.filter(decision__isnull=False)]
    keys = {
        "policies.Decision": {str(decision.pk) for decision in decisions},
        "policies.Reason": {str(r.pk) for decision in decisions for r in decision.reasons.all()},
    }

    approve(proposed(ada, search), bo)

    gone = Position.objects.filter(entry__content=None, kind__in=keys)
    assert {
        kind: set(gone.filter(kind=kind).values_list("key", flat=True)) for kind in keys
    } == keys
    assert all(keys.values())


def test_every_leaf_root_and_checkpoint_is_as_before(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    stood = list(Entry.objects.order_by("pk").values_list("pk", "entry", "leaf", "transaction"))
    order = proposed(ada, search)
    place_all(key)

    approve(order, bo)

    place_all(key)
    now = Entry.objects.order_by("pk").values_list("pk", "entry", "leaf", "transaction")
    assert list(now)[: len(stood)] == stood
    entries = Entry.objects.order_by("position__index").values_list("entry", flat=True)
    leaves = [leaf_hash(bytes(entry)) for entry in entries]
    assert leaves == [
        bytes(leaf) for leaf in Position.objects.order_by("index").values_list("leaf", flat=True)
    ]
    for checkpoint in Checkpoint.objects.all():
        signed = checkpoints.open_checkpoint(checkpoint.note, [key.verifier])
        assert signed.root == Frontier().append(leaves[: signed.size]).root()


def test_content_that_is_there_still_fits_its_entry_and_what_is_gone_has_an_order(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    approve(proposed(ada, search), bo)
    place_all(key)

    rows = Position.objects.values_list("index", "entry__entry", "entry__content")
    fits = {
        index: b'"content":"%b"' % sha256(content or b"").hexdigest().encode() in bytes(entry)
        for index, entry, content in rows
    }
    assert {index for index, whole in fits.items() if not whole} == without_content()
    assert sealed_entries() == without_content()


def test_who_proposed_and_approved_it_and_what_it_sealed_is_told(
    search: SearchRequest, ada: Account, bo: Account
):
    order = proposed(ada, search)
    before = Entry.objects.count()

    approve(order, bo)

    new = [(e["verb"], e["kind"], e["request"], e["after"]) for e in told(before)]
    request = str(search.pk)
    assert new[0] == (
        "update",
        "trail.SealingOrder",
        request,
        {
            "verdict": "approved",
            "decided_by_id": str(bo.pk),
            "decided_at": "2026-03-10T19:00:00.000000Z",
            "decision_reason": "Read the order.",
        },
    )
    rows = [after for verb, kind, _request, after in new if kind == "trail.SealedEntry"]
    assert rows == [
        {"entry_id": str(pk), "order_id": str(order.pk)}
        for pk in SealedEntry.objects.order_by("entry__position__index").values_list(
            "pk", flat=True
        )
    ]
    assert ("update", "trail.SealingOrder", request, {"applied": "true"}) in new


def test_one_entry_is_sealed_alone(key: Signer, ada: Account, bo: Account):
    tell("searched", kind="page", key="1", details={"words": "Robin Doe"})
    tell("searched", kind="page", key="2", details={"words": "Robin Doe"})
    place_all(key)

    approve(proposed(ada, scope=Scope(position=one_place())), bo)

    assert without_content() == {one_place().index}
    assert found("Robin") == 1
    assert found("tests") > 1  # who acted is what the entry itself says


def test_later_entries_are_not_sealed_by_the_old_order_and_can_be_by_another(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    order = proposed(ada, search)
    tell("viewed", kind="page", key="unplaced", request=search.pk, details={"words": "Robin"})
    approve(order, bo)
    place_all(key)
    left = found("Robin")

    approve(proposed(bo, search, at=LATER), ada)

    assert (left, found("Robin")) == (1, 0)
    assert sealed_entries() == without_content()


def test_record_of_the_sealing_is_never_sealed(
    search: SearchRequest, key: Signer, ada: Account, bo: Account
):
    approve(proposed(ada, search), bo)
    place_all(key)

    for kind in ("trail.SealingOrder", "trail.SealedEntry"):
        with pytest.raises(ValidationError, match="There is no content to seal here"):
            proposed(ada, scope=Scope(position=one_place(kind)))
    with pytest.raises(ValidationError, match="There is no content to seal here"):
        proposed(ada, search)


def test_declining_and_taking_back_seal_nothing(search: SearchRequest, ada: Account, bo: Account):
    actions.decline_sealing(order=proposed(ada, search), by=bo, at=LATER, reason="Not ours.")
    actions.take_back_sealing(order=proposed(ada, search), by=ada, at=LATER)

    verdicts = SealingOrder.objects.order_by("pk").values_list("verdict", "applied")
    assert list(verdicts) == [(Verdict.DECLINED, False), (Verdict.TAKEN_BACK, False)]
    assert without_content() == set()
    notices = ada.notices.values_list("text", flat=True)
    assert list(notices) == [f"Declined: Seal request {search.number} in the trail."]


@pytest.mark.parametrize("act", [actions.approve_sealing, actions.decline_sealing])
def test_proposer_does_not_decide(
    search: SearchRequest, ada: Account, act: Callable[..., SealingOrder]
):
    order = proposed(ada, search)

    with pytest.raises(PermissionDenied, match="Nobody decides on what they proposed"):
        act(order=order, by=ada, at=LATER, reason="Mine.")

    assert without_content() == set()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_administrators_proposes_or_decides(
    search: SearchRequest, ada: Account, role: Role
):
    order, other = proposed(ada, search), AccountFactory(roles=[role])

    for act in (actions.approve_sealing, actions.decline_sealing):
        with pytest.raises(PermissionDenied, match="needs the role: Administrator"):
            act(order=order, by=other, at=LATER, reason="No.")
    with pytest.raises(PermissionDenied, match="needs the role: Administrator"):
        proposed(other, search)


def test_proposer_has_to_be_administrator_still(search: SearchRequest, ada: Account, bo: Account):
    order = proposed(ada, search)
    Account.objects.filter(pk=ada.pk).update(is_active=False)

    with pytest.raises(PermissionDenied, match="is no administrator any more"):
        approve(order, bo)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"authority": " "}, "has to be given"),
        ({"order_number": "\n"}, "has to be given"),
        ({"reason": ""}, "has to be given"),
        ({"ordered_on": date(2026, 3, 11)}, "a day that has not come yet"),
    ],
)
def test_an_order_has_an_authority_number_date_and_reason(
    search: SearchRequest, ada: Account, wrong: dict[str, object], said: str
):
    with pytest.raises(ValidationError, match=said):
        proposed(ada, search, **wrong)


def test_the_same_is_proposed_once_at_a_time(search: SearchRequest, ada: Account, bo: Account):
    proposed(ada, search)

    with pytest.raises(Conflict, match=f"This waits already: Seal request {search.number}"):
        proposed(bo, search)


def test_order_whose_content_another_sealed_meanwhile_is_declined(
    search: SearchRequest, ada: Account, bo: Account
):
    place = Position.objects.filter(request_id=search.pk).latest("index")
    alone, all_of_it = proposed(ada, scope=Scope(position=place)), proposed(ada, search)
    approve(all_of_it, bo)

    with pytest.raises(Conflict, match="was sealed meanwhile"):
        approve(alone, bo)


def test_an_order_waits_for_the_other_administrators(
    search: SearchRequest, ada: Account, bo: Account
):
    order = proposed(ada, search)
    auditor = AccountFactory(roles=[Role.AUDITOR])

    waits = [list(sealings_waiting_for(account)) for account in (ada, bo, auditor)]

    assert waits == [[], [order], []]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(search: SearchRequest, ada: Account, bo: Account):
    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    order = proposed(ada, search)

    answers = at_once(lambda: approve(order, bo), lambda: approve(order, third))

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "SealingOrder"]
    assert sealed_entries() == without_content()


@pytest.mark.django_db(transaction=True)
def test_two_orders_about_the_same_entry_at_once_seal_it_once(
    search: SearchRequest, ada: Account, bo: Account
):
    place = Position.objects.filter(request_id=search.pk).latest("index")
    alone, all_of_it = proposed(ada, scope=Scope(position=place)), proposed(ada, search)

    answers = at_once(lambda: approve(alone, bo), lambda: approve(all_of_it, bo))

    assert "SealingOrder" in {type(answer).__name__ for answer in answers}
    assert {type(answer) for answer in answers} <= {SealingOrder, Conflict}
    assert sealed_entries() == without_content()


def test_order_says_what_it_is_about(search: SearchRequest, ada: Account):
    of_one = proposed(ada, scope=Scope(position=Position.objects.get(index=3)))

    assert [str(proposed(ada, search)), str(of_one)] == [
        f"Seal request {search.number} in the trail",
        "Seal entry 3 of the trail",
    ]
    assert (of_one.authority, of_one.ordered_on) == (ORDER["authority"], ORDER["ordered_on"])
