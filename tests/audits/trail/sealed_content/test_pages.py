"""Sealing as pages, and what readers of the trail are told of it."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from audits.trail import actions
from audits.trail.log.keys import Signer
from audits.trail.models import Position, SealingOrder
from audits.trail.queries.sealing import Scope
from audits.trail.recording.events import tell
from policy.changes.choices import Verdict
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.audits.trail.sealed import past_triggers
from tests.audits.trail.sealed_content.conftest import AT, ORDER, place_all, proposed
from tests.audits.trail.sealing import told
from tests.factories.personnel import AccountFactory
from tests.policy.counting import queries_of
from tests.policy.pages import cells, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiles")]

LIST = reverse("trail:sealings")
PROPOSE = reverse("trail:propose_sealing")
READERS = {Role.ADMINISTRATOR, Role.AUDITOR, Role.OVERSIGHT}
TYPED = {**ORDER, "ordered_on": "2026-03-09"}


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def errors(response: HttpResponse) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [each.get_text(" ", strip=True) for each in page.select(".usa-alert--error li")]


def buttons(response: HttpResponse) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [each["value"] for each in page.select("main button[name=act]")]


@pytest.fixture
def order(ada: Account, search: SearchRequest) -> SealingOrder:
    return proposed(ada, search)


@pytest.mark.parametrize("role", Role)
def test_readers_of_the_trail_read_and_administrators_act(order: SealingOrder, role: Role):
    client = signed_in(AccountFactory(roles=[role]))
    read = [LIST, order.get_absolute_url()]

    assert {client.get(page).status_code for page in read} == {200 if role in READERS else 403}
    assert client.get(PROPOSE).status_code == (200 if role == Role.ADMINISTRATOR else 403)
    assert client.post(PROPOSE, TYPED).status_code == (200 if role == Role.ADMINISTRATOR else 403)


@pytest.mark.parametrize("page", [LIST, PROPOSE, reverse("trail:sealing", args=[1])])
def test_nobody_reads_them_signed_out(db: None, page: str):
    assert Client().get(page).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("who", "offered"),
    [("ada", ["take_back"]), ("bo", ["approve", "decline"]), ("auditor", [])],
)
def test_each_is_offered_what_they_may_do(
    order: SealingOrder, ada: Account, bo: Account, who: str, offered: list[str]
):
    account = {"ada": ada, "bo": bo}.get(who) or AccountFactory(roles=[Role.AUDITOR])

    assert buttons(signed_in(account).get(order.get_absolute_url())) == offered


def test_entries_are_counted_before_anything_is_proposed(search: SearchRequest, ada: Account):
    response = signed_in(ada).get(PROPOSE, {"request": search.number})

    kinds = Scope(request=search).kinds()
    assert f"{sum(kinds.values())} entries would lose their content" in words(response)
    assert cells(response, "Entries") == [str(number) for number in kinds.values()]
    assert "Search request" in cells(response, "Kind of record")
    assert not SealingOrder.objects.exists()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"request": "2026-9999"}, "There is no request 2026-9999."),
        ({"request": "", "entry": ""}, "Name a search request or one entry."),
        ({"request": "2026-0001", "entry": "1"}, "Name a search request or one entry."),
        ({"entry": "123456789"}, "The trail has no entry 123456789."),
        ({"entry": "-1"}, "greater than or equal to 0"),
        ({"entry": "9" * 30}, "less than or equal to"),
        ({"request": "\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_there_is_not_cannot_be_proposed(
    search: SearchRequest, ada: Account, query: dict[str, str], said: str
):
    address = f"{PROPOSE}?{'&'.join(f'{name}={value}' for name, value in query.items())}"

    for response in (signed_in(ada).get(PROPOSE, query), signed_in(ada).post(address, TYPED)):
        assert said in " ".join(errors(response))
        assert "would lose" not in words(response)
    assert not SealingOrder.objects.exists()


def test_draft_is_named_by_its_key(search: SearchRequest, ada: Account):
    draft = SearchRequest.objects.create(
        requester=search.requester, unit=search.unit, created_at=AT, state_at=AT
    )

    found = [
        errors(signed_in(ada).get(PROPOSE, {"request": str(pk)})) for pk in (draft.pk, search.pk)
    ]

    assert (found[0], len(found[1])) == ([], 1)


def test_order_is_proposed_and_the_page_says_for_whom_it_waits(
    search: SearchRequest, ada: Account, bo: Account
):
    response = signed_in(ada).post(f"{PROPOSE}?request={search.number}", TYPED, follow=True)

    order = SealingOrder.objects.get()
    assert (order.request, order.proposed_by, order.order_number) == (search, ada, "JV-26-0815")
    assert f"Proposed: {order}. It waits for one of: bo." in words(response)
    assert "entries would lose their content" in words(response)


@pytest.mark.parametrize("missing", TYPED)
def test_what_is_missing_is_an_error_that_loses_nothing_typed(
    search: SearchRequest, ada: Account, missing: str
):
    response = signed_in(ada).post(f"{PROPOSE}?request={search.number}", {**TYPED, missing: ""})

    assert [error.endswith("This field is required.") for error in errors(response)] == [True]
    page = response.content.decode()
    assert {value in page for name, value in TYPED.items() if name != missing} == {True}


def test_approving_on_the_page_seals(order: SealingOrder, bo: Account):
    count = sum(Scope(request=order.request).kinds().values())

    response = signed_in(bo).post(
        order.get_absolute_url(), {"act": "approve", "reason": "Read it."}, follow=True
    )

    order.refresh_from_db()
    assert (order.verdict, order.decided_by, order.applied) == (Verdict.APPROVED, bo, True)
    assert "Approved. The content is gone from the trail." in words(response)
    assert f"{count} entries lost their content" in words(response)
    assert buttons(response) == []


@pytest.mark.parametrize("act", ["approve", "decline"])
def test_proposer_is_told_why_not(order: SealingOrder, ada: Account, act: str):
    response = signed_in(ada).post(order.get_absolute_url(), {"act": act, "reason": "Mine."})

    assert errors(response) == ["Nobody decides on what they proposed."]
    assert SealingOrder.objects.get().verdict == Verdict.OPEN


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OVERSIGHT])
def test_who_only_reads_cannot_decide(order: SealingOrder, role: Role):
    signed_in(AccountFactory(roles=[role])).post(order.get_absolute_url(), {"act": "approve"})

    assert SealingOrder.objects.get().verdict == Verdict.OPEN


def test_declining_needs_a_reason(order: SealingOrder, bo: Account):
    response = signed_in(bo).post(order.get_absolute_url(), {"act": "decline", "reason": " "})

    assert errors(response) == ["Your reason: Give the reason for declining it."]


def test_act_that_there_is_not_is_not_found(order: SealingOrder, bo: Account):
    assert signed_in(bo).post(order.get_absolute_url(), {"act": "unseal"}).status_code == 404


def approve(order: SealingOrder, by: Account) -> SealingOrder:
    return actions.approve_sealing(order=order, by=by, at=AT)


def test_what_was_written_since_is_counted_and_offered(
    order: SealingOrder, key: Signer, bo: Account
):
    approve(order, bo)
    pages = [words(signed_in(bo).get(order.get_absolute_url()))]
    tell("viewed", kind="page", key="1", request=order.request_id)
    place_all(key)

    response = signed_in(bo).get(order.get_absolute_url())

    assert "No entry about it was written since." in pages[0]
    assert "1 entry about it was written since, or had no place yet" in words(response)
    link = BeautifulSoup(response.content, "html.parser").find(
        "a", string="Propose to seal them too"
    )
    assert link["href"] == f"{PROPOSE}?request={order.request.number}"


def test_page_says_what_does_not_leave(order: SealingOrder, bo: Account):
    for page in (order.get_absolute_url(), PROPOSE):
        assert "The request and its probe image." in words(signed_in(bo).get(page))


def test_what_waits_stands_first_and_on_the_home_page_of_the_other(
    search: SearchRequest, ada: Account, bo: Account
):
    decided = proposed(ada, scope=Scope(position=Position.objects.get(index=3)))
    actions.decline_sealing(order=decided, by=bo, at=AT, reason="Not ours.")
    proposed(ada, search)

    response = signed_in(bo).get(LIST)

    assert cells(response, "What") == ["Seal entry 3 of the trail"]
    assert cells(response, "Verdict") == ["Declined"]
    shown = words(response)
    assert shown.index(f"Seal request {search.number}") < shown.index("Seal entry 3")
    homes = ["Orders to seal to decide on" in words(signed_in(who).get("/")) for who in (ada, bo)]
    assert homes == [False, True]


def test_list_takes_as_many_queries_for_many_as_for_one(
    search: SearchRequest, ada: Account, bo: Account
):
    def declined(index: int) -> None:
        order = proposed(ada, scope=Scope(position=Position.objects.get(index=index)))
        actions.decline_sealing(order=order, by=bo, at=AT, reason="No.")

    declined(1)
    client = signed_in(bo)
    for_one = queries_of(client, LIST)

    for index in range(2, 12):
        declined(index)

    assert queries_of(client, LIST) == for_one


SEALED = (
    "Its content was sealed on March 10, 2026 under order JV-26-0815 of March 9, 2026, Superior "
    "Court of California, County of Los Angeles: proposed by ada and approved by bo."
)


def test_reader_of_an_entry_sees_who_sealed_it_under_what_order(
    order: SealingOrder, key: Signer, bo: Account
):
    approve(order, bo)
    place_all(key)
    client = signed_in(AccountFactory(roles=[Role.AUDITOR]))
    index = Position.objects.filter(request_id=order.request_id).earliest("index").index

    entry = client.get(reverse("trail:entry", args=[index]))
    story = client.get(reverse("trail:request", args=[order.request_id]))

    assert SEALED in words(entry)
    assert words(story).count(SEALED) > 3
    assert "26-00417" not in story.content.decode()


def test_story_takes_as_many_queries_with_many_sealed_as_with_one(
    order: SealingOrder, ada: Account, bo: Account
):
    story = reverse("trail:request", args=[order.request_id])
    client = signed_in(AccountFactory(roles=[Role.AUDITOR]))
    place = Position.objects.filter(request_id=order.request_id).earliest("index")
    approve(proposed(ada, scope=Scope(position=place)), bo)
    for_one = queries_of(client, story)

    approve(order, bo)

    assert queries_of(client, story) == for_one


def test_entry_that_lost_its_content_without_an_order_is_told_to_be_tampered_with(
    search: SearchRequest, key: Signer
):
    past_triggers("UPDATE trail_entry SET content = NULL")

    page = signed_in(AccountFactory(roles=[Role.AUDITOR])).get(reverse("trail:entry", args=[3]))

    assert "no order sealed it: somebody tampered with the trail" in words(page)


def test_trail_tells_of_the_order_in_sentences(order: SealingOrder, key: Signer, bo: Account):
    approve(order, bo)
    place_all(key)

    by = "order JV-26-0815, Superior Court of California, County of Los Angeles"
    everything = f"the content of everything about request {order.request}"
    assert told(kind="trail.SealingOrder") == [
        f"the tests proposed to seal {everything}: {by}",
        f"the tests approved order to seal no. {order.pk}",
        f"The content was taken out under order to seal no. {order.pk}",
    ]
    assert set(told(kind="trail.SealedEntry")) == {
        f"the tests sealed the content of an entry under order no. {order.pk}"
    }
