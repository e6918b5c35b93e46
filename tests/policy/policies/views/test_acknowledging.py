"""The pages of reading and signing, and of who has not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.models import Acknowledgment
from tests.factories.personnel import AccountFactory, PersonFactory, UnitFactory
from tests.factories.policies import AT, approved_policy, policy_officer
from tests.policy.counting import queries_of
from tests.policy.policies.signatures import PACK, changed, member, published, sign, told

pytestmark = pytest.mark.django_db
NOW = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def office_hours() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(name, version):
    return reverse(f"policies:{name}", args=(version.policy.slug, version.number))


def page_of(account, name, version, **query):
    answer = client_of(account).get(address(name, version), query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def filled(version, account, **changes):
    return {
        "read": version.digest,
        "quiz-worth": "lead",
        "agreed": "on",
        "typed_name": account.person.name,
    } | changes


def post(account, version, **changes):
    data = filled(version, account, **changes)
    return client_of(account).post(address("acknowledgment", version), data)


def names(page):
    return [link.get_text(strip=True) for link in page.select("tbody th a")]


def test_home_leads_to_what_is_to_be_signed_until_it_is():
    version, account = published(), member()
    home = client_of(account).get(reverse("home")).content.decode()
    assert address("acknowledgment", version) in home

    sign(version, account, at=NOW)

    assert (
        address("acknowledgment", version)
        not in client_of(account).get(reverse("home")).content.decode()
    )


def test_one_reads_the_text_answers_the_quiz_and_signs():
    version, account = published(), member()
    page = page_of(account, "acknowledgment", version)
    assert "What the rules say." in page.get_text()
    assert len(page.select("input[type=radio]")) == 2

    answer = post(account, version)

    kept = Acknowledgment.objects.get()
    assert (kept.person, kept.version, kept.at) == (account.person, version, NOW)
    assert answer.headers["Location"] == reverse("personnel:person", args=[account.person_id])
    receipt = client_of(account).get(answer.headers["Location"]).content.decode()
    assert version.digest in receipt


@pytest.mark.parametrize(
    ("wrong", "told_so"),
    [
        ({"quiz-worth": "id"}, "This is not right"),
        ({"quiz-worth": ""}, "This field is required"),
        ({"agreed": ""}, "Confirm that you have read it"),
        ({"typed_name": "Somebody Else"}, "Expected your name"),
        ({"read": "0" * 64}, "You read another text"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_signed(wrong, told_so):
    version, account = published(), member()

    answer = post(account, version, **wrong)

    assert answer.status_code == 200
    assert told_so in answer.content.decode()
    assert not Acknowledgment.objects.exists()


def test_a_second_post_keeps_the_first_signature():
    version, account = published(), member()
    post(account, version)

    assert post(account, version).status_code == 302
    assert Acknowledgment.objects.count() == 1


def test_who_has_signed_sees_when_and_no_form():
    version, account = published(), member()
    sign(version, account)

    page = page_of(account, "acknowledgment", version)

    assert "You have acknowledged this." in page.get_text()
    assert page.select("input[name=typed_name]") == []


def test_who_signed_an_earlier_version_reads_what_changed():
    first, account = published(), member()
    sign(first, account)
    second = published(changed(), at=AT + timedelta(hours=1))

    page = page_of(account, "acknowledgment", second)

    [section] = page.select(".gh-amended")
    assert section.h3.get_text(" ", strip=True).startswith("Clause 1, Only clause")
    assert [word.find(string=lambda text: "now" in text) for word in section.select("ins")] == [
        " now"
    ]
    assert page.select(".gh-amended del") == []


def test_who_signed_nothing_reads_no_changes():
    published()
    second = published(changed(), at=AT + timedelta(hours=1))

    assert page_of(member(), "acknowledgment", second).select(".gh-amended") == []


def test_a_version_that_does_not_bind_someone_is_closed_with_the_reason():
    version = published()
    actions.bind(version=version, units=[UnitFactory()], by=policy_officer(), at=AT)

    answer = client_of(member()).get(address("acknowledgment", version))

    assert answer.status_code == 403
    assert "does not bind your unit" in answer.content.decode()


def test_the_officer_sees_who_has_not_signed_by_unit():
    version, unit = published(), UnitFactory()
    late = PersonFactory(unit=UnitFactory(parent=unit), last_name="Latecomer")
    officer = policy_officer()

    everyone = page_of(officer, "acknowledgments", version)
    here = page_of(officer, "acknowledgments", version, unit=unit.pk)

    assert f"{late.last_name}, {late.first_name}" in names(everyone)
    assert names(here) == [f"{late.last_name}, {late.first_name}"]
    assert "none: cannot sign yet" in here.get_text()


def test_a_supervisor_sees_their_own_command():
    version = published()
    chief = member(roles=[Role.SUPERVISOR])
    below = member(person__supervisor=chief.person)
    member()
    sign(version, chief)

    page = page_of(chief, "acknowledgments", version)

    assert names(page) == [f"{below.person.last_name}, {below.person.first_name}"]
    assert page.select("form[action$='/remind/']") == []


def test_the_list_costs_the_same_for_one_and_for_many():
    version, officer = published(), policy_officer()
    few = queries_of(client_of(officer), address("acknowledgments", version))
    for _ in range(30):
        member(person__supervisor=officer.person)

    assert queries_of(client_of(officer), address("acknowledgments", version)) == few


def test_the_csv_lists_those_of_the_page_with_cells_defused():
    version, unit = published(), UnitFactory(name="=Unit")
    late = PersonFactory(unit=unit, first_name="Ada", last_name="Late", serial_number="S1")

    answer = client_of(policy_officer()).get(
        address("acknowledgments_csv", version), {"unit": unit.pk}
    )

    assert answer.content.decode().splitlines() == [
        "Last name,First name,Serial number,Rank,Unit,Account",
        f"Late,Ada,S1,{late.rank.name},'=Unit,",
    ]


def test_the_overview_has_a_share_for_each_version():
    version, account = published(), member()
    sign(version, account)
    officer = policy_officer()

    answer = client_of(officer).get(reverse("policies:overview"))

    [[row, share]] = answer.context["shares"]
    assert row == version
    assert share.signed == 1


def test_the_version_page_says_how_many_have_signed():
    version = published()
    sign(version, member())

    page = page_of(policy_officer(), "version", version)

    assert "have read and signed it" in page.get_text()
    assert (
        "have read and signed it"
        not in page_of(AccountFactory(roles=[Role.REQUESTER]), "version", version).get_text()
    )


def test_the_officer_reminds():
    version, late = published(), member()

    answer = client_of(version.author).post(address("remind", version))

    assert answer.headers["Location"] == address("acknowledgments", version)
    assert told(late) == [f"acknowledge-{version.pk}-2026-01-05"]


def test_units_are_chosen_when_publishing_and_afterwards():
    first, second = UnitFactory(), UnitFactory()
    version = approved_policy(PACK)
    officer = client_of(version.approved_by)

    officer.post(address("publish", version), {"units": [first.pk]})
    assert [binding.unit for binding in version.bindings.all()] == [first]
    officer.post(address("bind", version), {"units": [second.pk]})

    assert [binding.unit for binding in version.bindings.all()] == [second]
