"""The pages of the lists and of the agencies."""

from datetime import date

import pytest
from django.urls import reverse

from policy.lists.choices import ListName
from policy.lists.models import Agency, Agreement, Entry
from policy.lists.queries import current
from policy.personnel.choices import Role
from tests.factories.lists import AgencyFactory, AgreementFactory, ended, entered, entry_of
from tests.factories.policies import draft_policy, published_policy
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.views.pages import (
    NEXT_DAY,
    address,
    as_role,
    errors_of,
    page,
    queries_of,
    soup_of,
    words,
)

pytestmark = pytest.mark.django_db

TODAY = NEXT_DAY.date()
ON_POACHING = a_rule("refuse", 'request.offense == "poaching"')
READERS = [role for role in Role if role != Role.POLICY_OFFICER]


def url(name: str, *args: object) -> str:
    return reverse(f"policies:{name}", args=args)


def links(soup) -> list[str]:
    return [link["href"] for link in soup.select("main a[href]")]


@pytest.fixture
def officer():
    return as_role(Role.POLICY_OFFICER)


def test_lists_are_told_with_what_they_offer_and_what_ended(officer):
    entered(ListName.MEDIA, "thermal", "a thermal image")
    ended(ListName.MEDIA, "sketch", date(2025, 12, 31))

    rows = {words(row.th): row for row in page(officer, url("lists")).select("tbody tr")}

    assert len(rows) == len(ListName)
    assert [words(cell) for cell in rows["Kinds of images"].select("td")] == ["5", "1"]


def test_list_shows_its_entries_in_order_with_what_holds_them(officer):
    AgencyFactory(kind="tribal")
    ended(ListName.AGENCY_KIND, "foreign", date(2025, 12, 31))

    rows = page(officer, url("list_entries", "agency_kind")).select("tbody tr")
    shown = {row.code.get_text(): words(row) for row in rows}

    assert list(shown) == current().codes(ListName.AGENCY_KIND)
    assert shown["tribal"].endswith("1 agency")
    assert "ended" in shown["foreign"]


def test_list_costs_as_many_queries_for_a_hundred_entries_more(officer):
    before = queries_of(officer, url("list_entries", "purpose"))

    for number in range(100):
        entered(ListName.PURPOSE, f"purpose_{number}")

    assert queries_of(officer, url("list_entries", "purpose")) == before


def test_entry_says_which_rules_name_it(officer):
    entered(ListName.OFFENSE, "poaching", statute="Fish and Game Code 2000")
    version = published_policy(a_pack(ON_POACHING))

    shown = page(officer, url("list_entry", "offense", "poaching"))

    assert version.get_absolute_url() in links(shown)
    assert ON_POACHING.id in words(shown.main)
    assert "Fish and Game Code 2000" in words(shown.main)


def test_draft_that_names_an_entry_is_not_told_to_everyone(officer):
    entered(ListName.OFFENSE, "poaching")
    version = draft_policy(a_pack(ON_POACHING))
    where = url("list_entry", "offense", "poaching")

    assert version.get_absolute_url() in links(page(officer, where))
    assert version.get_absolute_url() not in links(page(as_role(Role.REQUESTER), where))


@pytest.mark.parametrize("role", READERS)
def test_others_read_the_lists_and_are_offered_nothing(role):
    client, agreement = as_role(role), AgreementFactory()
    pages = (
        url("lists"),
        url("list_entries", "offense"),
        url("list_entry", "offense", "robbery"),
        url("agencies"),
        url("agency", agreement.agency_id),
    )

    offered = [link for where in pages for link in links(page(client, where))]

    assert [link for link in offered if link.endswith(("/end/", "/change/", "/add/"))] == []
    assert [link for link in offered if "add-entry" in link] == []


@pytest.mark.parametrize("address", ["lists/heresy/", "lists/offense/heresy/", "agencies/99/"])
def test_what_is_not_there_is_not_found(officer, address):
    assert officer.get(f"{url('in_force')}{address}").status_code == 404


def test_officer_adds_an_entry_behind_another(officer):
    given = {
        "code": "subpoena",
        "words": "a subpoena",
        "after": "probable_cause",
        "since": TODAY.isoformat(),
        "note": "Asked for by the district attorney.",
    }

    response = officer.post(url("add_entry", "legal_basis"), given)

    assert response.headers["Location"] == url("list_entries", "legal_basis")
    entry = entry_of(ListName.LEGAL_BASIS, "subpoena")
    assert (entry.words, entry.since, entry.entered_at) == ("a subpoena", TODAY, NEXT_DAY)
    codes = current().codes(ListName.LEGAL_BASIS)
    assert codes[codes.index("subpoena") - 1] == "probable_cause"


def test_officer_adds_an_entry_at_the_beginning(officer):
    officer.post(url("add_entry", "grade"), {"code": "cadet", "words": "cadet", "after": "first"})

    assert current().codes(ListName.GRADE)[0] == "cadet"


def test_officer_adds_an_attempt_as_an_offense_of_its_own(officer):
    homicide = entry_of(ListName.OFFENSE, "homicide")
    given = {"code": "attempted_homicide", "words": "attempted homicide", "statute": "664/187"}

    officer.post(url("add_entry", "offense"), {**given, "attempt_of": homicide.pk})

    entry = entry_of(ListName.OFFENSE, "attempted_homicide")
    assert (entry.attempt_of, entry.statute) == (homicide, "664/187")
    assert current().is_attempt("attempted_homicide")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "robbery"}, "The list has an entry with this code already."),
        ({"words": ""}, "Words: This field is required."),
        ({"since": "1066-10-14"}, "Offered from: Ensure this value is greater than or equal to"),
    ],
)
def test_entry_that_cannot_be_is_told_and_what_was_typed_stays(officer, given, said):
    typed = {"code": "poaching", "words": "taking game", "note": "From the county."} | given

    soup = soup_of(officer.post(url("add_entry", "offense"), typed))

    assert [error[: len(said)] for error in errors_of(soup)] == [said]
    assert soup.select_one("[name=note]").get_text().strip() == "From the county."
    assert not Entry.objects.filter(code="poaching").exists()


def test_officer_changes_words_and_never_the_code(officer):
    given = {"words": "setting fires", "code": "fire"}

    officer.post(url("change_entry", "offense", "arson"), given)

    assert entry_of(ListName.OFFENSE, "arson").words == "setting fires"
    assert not Entry.objects.filter(code="fire").exists()


def test_officer_ends_an_entry_and_lifts_the_end(officer):
    where = url("end_entry", "offense", "abortion")

    officer.post(where, {"until": "2026-06-30"})
    first = entry_of(ListName.OFFENSE, "abortion").until
    officer.post(where, {"until": ""})

    assert (first, entry_of(ListName.OFFENSE, "abortion").until) == (date(2026, 6, 30), None)


def test_end_before_the_beginning_is_told(officer):
    entered(ListName.OFFENSE, "poaching", since=TODAY)

    soup = soup_of(officer.post(url("end_entry", "offense", "poaching"), {"until": "2025-01-01"}))

    assert errors_of(soup) == ["The last day lies before the first."]


def test_draft_page_tells_what_nobody_can_choose(officer):
    ended(ListName.OFFENSE, "abortion", date(2025, 12, 31))
    rule = a_rule("refuse", 'request.offense == "abortion"')
    draft = draft_policy(a_pack(rule))

    assert "entries of lists that nobody can choose today" in words(
        page(officer, address("version", draft)).main
    )


def test_version_in_force_is_not_warned_about(officer):
    ended(ListName.OFFENSE, "abortion", date(2025, 12, 31))
    version = published_policy(a_pack(a_rule("refuse", 'request.offense == "abortion"')))

    shown = words(page(officer, address("version", version)).main)

    assert "nobody can choose" not in shown
    assert "an offense related to abortion" in shown


def test_officer_enters_an_agency_with_its_agreement(officer):
    officer.post(url("add_agency"), {"name": "Port Amity Police", "kind": "local"})
    agency = Agency.objects.get()
    given = {"reference": "Memorandum 7", "since": "2026-01-01", "until": ""}

    officer.post(url("add_agreement", agency.pk), given)

    assert agency.on_list(TODAY)
    (row,) = page(officer, url("agencies")).select("tbody tr")
    assert words(row) == "Port Amity Police Another police department on the list"


def test_agency_is_entered_once(officer):
    AgencyFactory(name="Port Amity Police")

    soup = soup_of(officer.post(url("add_agency"), {"name": "port amity police", "kind": "local"}))

    assert errors_of(soup) == ["There is an agency of this name already."]


def test_officer_ends_an_agreement(officer):
    agreement = AgreementFactory()

    officer.post(url("end_agreement", agreement.pk), {"until": "2025-12-31"})

    assert Agreement.objects.get().until == date(2025, 12, 31)
    shown = words(page(officer, url("agency", agreement.agency_id)).main)
    assert "not on the list" in shown


def test_officer_changes_an_agency(officer):
    agency = AgencyFactory()

    officer.post(url("change_agency", agency.pk), {"name": "Renamed", "kind": "state"})

    assert (Agency.objects.get().name, Agency.objects.get().kind) == ("Renamed", "state")
