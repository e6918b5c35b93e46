"""The pages of the trail: who reads what, in how many queries, and that it is told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audits.trail.log.keys import Kind, generate
from audits.trail.models import Checkpoint, Cosignature, Position
from audits.trail.recording.events import tell
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches.choices import State
from tests.audits.trail.sealing import acting, seal, told
from tests.factories.personnel import AccountFactory
from tests.policy.counting import queries_of
from tests.policy.pages import words
from tests.policy.searches.office import AT, Office, open_office, request_in
from tests.policy.searches.pages import errors, listed, parsed, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiles")]
LIST = reverse("trail:list")


@pytest.fixture
def office() -> Office:
    return open_office()


@pytest.fixture
def auditor() -> Account:
    return AccountFactory(roles=[Role.AUDITOR], person=None, username="auditor")


def sentences(response: Any) -> list[str]:
    return listed(response, ".gh-trail__sentence")


def look_at(path: str, account: Account) -> Client:
    client = signed_in(account)
    assert client.get(path).status_code == 200
    return client


class TestList:
    def test_newest_entry_stands_first(self, auditor: Account):
        with acting(auditor):
            tell("refused", kind="page", key="/x/")
        seal()

        assert sentences(signed_in(auditor).get(LIST))[0] == "auditor was refused /x/."

    def test_filters_narrow_and_a_search_is_told_with_what_was_typed(self, office: Office):
        request_in(State.IN_APPROVAL, office)
        reader = AccountFactory(roles=[Role.AUDITOR], person=None, username="reader")
        seal()

        found = signed_in(reader).get(LIST, {"kind": "searches.Step", "words": "submit"})
        seal()

        assert len(sentences(found)) == 1
        assert told(account_id=reader.pk, verb="searched") == [
            "reader searched the trail for kind of record “step”, words “submit”"
        ]

    def test_person_whose_acts_were_sought_can_see_who_did(self, office: Office, auditor: Account):
        seal()
        look_at(f"{LIST}?who={office.requester.person.serial_number}", auditor)
        seal()

        shown = sentences(signed_in(office.requester).get(reverse("trail:me")))

        serial = office.requester.person.serial_number
        assert shown == [f"auditor searched the trail for who acted “{serial}”."]

    def test_name_of_several_people_is_asked_for_more_precisely(self, auditor: Account):
        people = [AccountFactory(person__last_name="Ruiz").person for _ in range(2)]

        response = signed_in(auditor).get(LIST, {"who": "Ruiz"})

        (error,) = errors(response)
        assert all(str(person) in error for person in people)
        assert error.endswith("Give the serial number.")

    @pytest.mark.parametrize(
        ("query", "error"),
        [
            ({"who": "nobody"}, "No account is called “nobody”."),
            ({"since": "2026-02-01", "until": "2026-01-01"}, "The period ends before it begins."),
            ({"key": "7"}, "A key is of a kind of record: choose which."),
            ({"since": "yesterday"}, "Enter a valid date."),
        ],
    )
    def test_wrong_filter_is_named_and_the_list_still_shows(self, auditor, query, error):
        seal()

        response = signed_in(auditor).get(LIST, query)

        assert [each.partition(": ")[2] for each in errors(response)] == [error]
        assert sentences(response)

    def test_empty_search_says_what_to_do(self, auditor: Account):
        seal()

        response = signed_in(auditor).get(LIST, {"words": "zebra"})

        assert "No entry matches these filters Clear the filters" in words(response)

    def test_list_takes_as_many_queries_for_50_rows_as_for_1(self, auditor: Account):
        def count(verb: str) -> int:
            seal()
            return queries_of(client, f"{LIST}?verb={verb}")

        client = signed_in(auditor)
        person = AccountFactory().person
        tell("locked_out", kind="personnel.Person", key=person.pk, person=person.pk)
        one = count("locked_out")
        for other in AccountFactory.create_batch(50):
            tell("locked_out", kind="personnel.Person", key=other.person_id, person=other.person_id)

        assert count("locked_out") == one

    @pytest.mark.parametrize("cursor", ["x", "older"])
    def test_damaged_link_to_a_page_is_a_bad_request(self, auditor: Account, cursor: str):
        assert signed_in(auditor).get(LIST, {"older": cursor}).status_code == 400


class TestEntry:
    def test_entry_shows_columns_in_words_who_why_and_its_place(self, office, auditor):
        request = request_in(State.DENIED, office)
        seal()
        position = Position.objects.get(kind="searches.Approval", request_id=request.pk)

        response = signed_in(auditor).get(reverse("trail:entry", args=[position.index]))

        text = words(response)
        for expected in (
            f"Entry {position.index}",
            "Verdict Denied",
            f"Approver {office.supervisor.person}",
            "Who the tests",
            "Database user",
            bytes(position.leaf).hex(),
            "First checkpoint that has it",
        ):
            assert expected in text

    def test_secret_is_not_shown(self, auditor: Account):
        account = AccountFactory()
        account.set_password("a long and private phrase")
        account.save()
        seal()
        position = Position.objects.filter(kind="personnel.Account", verb="update").latest("index")

        text = words(signed_in(auditor).get(reverse("trail:entry", args=[position.index])))

        assert "Password (secret) (secret)" in text
        assert "sha256" not in text

    def test_reading_an_entry_is_told(self, auditor: Account):
        seal()
        look_at(reverse("trail:entry", args=[3]), auditor)
        seal()

        assert told(account_id=auditor.pk)[-1] == "auditor read entry 3 of the trail"

    def test_entry_that_there_is_not_is_not_found(self, auditor: Account):
        assert signed_in(auditor).get(reverse("trail:entry", args=[10**9])).status_code == 404


class TestStories:
    def test_story_of_a_request_begins_at_the_beginning_and_has_who_looked(self, office, auditor):
        request = request_in(State.IN_APPROVAL, office)
        look_at(reverse("searches:detail", args=[request.pk]), auditor)
        seal()

        shown = sentences(signed_in(auditor).get(reverse("trail:request", args=[request.pk])))

        assert shown[0] == f"the tests opened the search request {request}."
        assert shown[-1] == f"auditor viewed request {request}."

    def test_reading_a_story_and_a_history_is_told(self, office: Office, auditor: Account):
        request, person = request_in(State.IN_APPROVAL, office), office.requester.person
        look_at(reverse("trail:request", args=[request.pk]), auditor)
        look_at(reverse("trail:person", args=[person.pk]), auditor)
        seal()

        assert told(account_id=auditor.pk, verb="viewed") == [
            f"auditor read the whole story of request {request}",
            f"auditor read what {person} did and looked at",
        ]

    @pytest.mark.parametrize(
        ("show", "expected"),
        [
            ("", ["{0} viewed request {1}.", "{0} signed in."]),
            ("looked", ["{0} viewed request {1}."]),
            ("changed", []),
            ("signed_in", ["A sign-in as {2} was refused.", "{0} signed in."]),
            ("nonsense", ["{0} viewed request {1}.", "{0} signed in."]),
        ],
    )
    def test_history_of_a_person_in_parts(self, office, auditor, show, expected):
        account, request = office.captain, request_in(State.IN_APPROVAL, office)
        look_at(reverse("searches:detail", args=[request.pk]), account)
        tell(
            "sign_in_refused",
            kind="personnel.Account",
            key=account.pk,
            person=account.person_id,
            details={"user_name": account.username},
        )
        seal()

        response = signed_in(auditor).get(
            reverse("trail:person", args=[account.person_id]), {"show": show}
        )

        assert sentences(response) == [
            words.format(account.person, request, account.username) for words in expected
        ]

    def test_drafts_are_read_by_auditors_alone(self, office: Office, auditor: Account):
        request = request_in(State.DRAFT, office)
        seal()
        path = reverse("trail:request", args=[request.pk])
        overseer = AccountFactory(roles=[Role.OVERSIGHT], person=None)

        seen = sentences(signed_in(auditor).get(path))
        unseen = sentences(signed_in(overseer).get(path))

        assert any("26-00417" in each for each in seen)
        assert not any("26-00417" in each for each in unseen)
        assert len(seen) == len(unseen)


class TestWhoLookedAtMe:
    def test_those_who_opened_my_page_or_my_request_are_named(self, office, auditor):
        request = request_in(State.IN_APPROVAL, office)
        look_at(reverse("personnel:person", args=[office.requester.person_id]), auditor)
        look_at(reverse("searches:detail", args=[request.pk]), office.supervisor)
        look_at(reverse("searches:detail", args=[request.pk]), office.requester)
        look_at(reverse("personnel:person", args=[office.captain.person_id]), auditor)
        seal()

        shown = sentences(signed_in(office.requester).get(reverse("trail:me")))

        assert shown == [
            f"{office.supervisor.person} viewed request {request}.",
            f"auditor viewed the page of {office.requester.person}.",
        ]

    def test_nobody_is_said_in_words(self, office: Office, auditor: Account):
        nobody = words(signed_in(office.requester).get(reverse("trail:me")))
        no_member = words(signed_in(auditor).get(reverse("trail:me")))

        assert "Nobody but you" in nobody
        assert "belongs to no member of the department" in no_member

    def test_takes_as_many_queries_for_50_looks_as_for_1(self, office: Office):
        client, person = signed_in(office.requester), office.requester.person_id
        tell("viewed", kind="personnel.Person", key=person, person=person)
        seal()
        one = queries_of(client, reverse("trail:me"))

        for _ in range(49):
            tell("viewed", kind="personnel.Person", key=person, person=person)
        seal()

        assert queries_of(client, reverse("trail:me")) == one


class TestFooter:
    def footer(self, account: Account) -> str:
        page = parsed(signed_in(account).get(reverse("home")))
        return " ".join(page.footer.get_text(" ", strip=True).split())

    def test_reader_sees_that_nobody_outside_has_seen_it(self, auditor: Account):
        seal()

        size = Checkpoint.objects.first().size
        assert f"Trail of {size} entries, last sealed March 2, 2026, 10 a.m." in self.footer(
            auditor
        )
        assert "Not witnessed yet" in self.footer(auditor)

    def test_reader_sees_what_was_not_witnessed_since(self, auditor: Account):
        seal()
        seen = Checkpoint.objects.first()
        witness = generate("witness.example", Kind.WITNESS)
        Cosignature.objects.create(checkpoint=seen, witness=witness.name, line="—", at=AT)
        tell("viewed", kind="page", key="/x/")
        tell("viewed", kind="page", key="/y/")
        seal()

        new = Checkpoint.objects.first().size - seen.size
        assert (
            f"Last witnessed March 2, 2026, 10 a.m. : {new} entries since are not witnessed yet"
            in self.footer(auditor)
        )

    def test_others_do_not(self, office: Office):
        seal()

        assert "Trail of" not in self.footer(office.requester)


class TestLinks:
    def test_request_leads_to_its_story_for_those_who_may(self, office: Office, auditor: Account):
        request = request_in(State.IN_APPROVAL, office)
        story = reverse("trail:request", args=[request.pk])

        def links(account: Account) -> list[str]:
            page = parsed(signed_in(account).get(request.get_absolute_url()))
            return [link["href"] for link in page.select("main a")]

        assert story in links(auditor)
        assert story not in links(office.supervisor)
        assert reverse("trail:request_proof", args=[request.pk]) in links(office.supervisor)
