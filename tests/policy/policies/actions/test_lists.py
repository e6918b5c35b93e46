"""Who keeps the lists, and what an action lets pass."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from policy.lists.choices import ListName
from policy.lists.models import Agency, Agreement, Entry
from policy.personnel.choices import Role
from policy.policies import actions
from tests.factories.lists import AgencyFactory, AgreementFactory, ended, entered, entry_of
from tests.factories.personnel import AccountFactory
from tests.factories.policies import AT

pytestmark = pytest.mark.django_db

KEEPERS = {Role.POLICY_OFFICER, Role.ADMINISTRATOR}
DAY = date(2026, 3, 1)


def an_entry(**given) -> Entry:
    return Entry(**{"list": ListName.OFFENSE, "code": "poaching", "words": "poaching"} | given)


@pytest.mark.parametrize("role", Role)
def test_the_policy_office_and_administrators_keep_the_lists(role):
    account = AccountFactory(roles=[role])
    robbery, agreement = entry_of(ListName.OFFENSE, "robbery"), AgreementFactory()
    acts = (
        lambda: actions.add_entry(entry=an_entry(), by=account, at=AT),
        lambda: actions.change_entry(entry=robbery, by=account),
        lambda: actions.end_entry(entry=robbery, by=account, until=DAY),
        lambda: actions.add_agency(agency=Agency(name="A", kind="local"), by=account, at=AT),
        lambda: actions.change_agency(agency=agreement.agency, by=account),
        lambda: actions.add_agreement(
            agreement=Agreement(agency=agreement.agency, reference="B", since=DAY), by=account
        ),
        lambda: actions.end_agreement(agreement=agreement, by=account, until=DAY),
    )

    for act in acts:
        if role in KEEPERS:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_entry_says_who_entered_it_and_when():
    officer = AccountFactory(roles=[Role.POLICY_OFFICER])

    entry = actions.add_entry(entry=an_entry(), by=officer, at=AT)

    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.entered_by, kept.entered_at) == (officer, AT)
    assert Entry.objects.filter(list=ListName.OFFENSE).last() == kept


def test_attempt_is_of_an_offense():
    warrant = entry_of(ListName.LEGAL_BASIS, "warrant")

    with pytest.raises(ValidationError) as error:
        actions.add_entry(entry=an_entry(attempt_of=warrant), by=None, at=AT)

    assert error.value.message_dict == {
        "attempt_of": ["Choose an offense that is no attempt itself."]
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"code": "Grand Theft"},
            (
                "Write a code of lower-case letters, digits and single underscores, such as "
                "armed_robbery."
            ),
        ),
        ({"code": "robbery"}, "The list has an entry with this code already."),
        ({"words": ""}, "This field cannot be blank."),
        (
            {"since": date(2026, 2, 1), "until": date(2026, 1, 1)},
            "The last day lies before the first.",
        ),
    ],
)
def test_entry_that_cannot_be_is_told(given, said):
    with pytest.raises(ValidationError) as error:
        actions.add_entry(entry=an_entry(**given), by=None, at=AT)

    assert error.value.messages[:1] == [said]


def test_place_is_one_of_the_same_list():
    warrant = entry_of(ListName.LEGAL_BASIS, "warrant")

    with pytest.raises(ValidationError) as error:
        actions.add_entry(entry=an_entry(), by=None, at=AT, after=warrant)

    assert error.value.message_dict == {"after": ["Choose an entry of the same list."]}


def test_entry_that_ended_can_be_offered_again():
    entry = ended(ListName.OFFENSE, "abortion", DAY)
    assert entry.until == DAY

    actions.end_entry(entry=entry, by=None, until=None)

    assert entry_of(ListName.OFFENSE, "abortion").until is None


def test_entry_that_was_reworded_keeps_its_code_and_place():
    before = entry_of(ListName.OFFENSE, "robbery")
    entry = entry_of(ListName.OFFENSE, "robbery")
    entry.words = "robbery by force"

    actions.change_entry(entry=entry, by=None)

    after = entry_of(ListName.OFFENSE, "robbery")
    assert (after.words, after.position) == ("robbery by force", before.position)


def test_kind_of_an_agency_is_one_of_its_list():
    with pytest.raises(ValidationError) as error:
        actions.change_agency(agency=AgencyFactory.build(kind="guild"), by=None)

    assert error.value.message_dict == {"kind": ["Value 'guild' is not a valid choice."]}
    entered(ListName.AGENCY_KIND, "guild")
    agency = actions.add_agency(agency=Agency(name="Guild", kind="guild"), by=None, at=AT)
    assert agency.get_kind_display() == "guild"


def test_agreement_that_ended_holds_up_to_its_last_day():
    agreement = AgreementFactory(since=date(2025, 1, 1))

    actions.end_agreement(agreement=agreement, by=None, until=DAY)

    assert agreement.agency.on_list(DAY)
    assert not agreement.agency.on_list(date(2026, 3, 2))
