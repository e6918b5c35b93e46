"""What the database keeps of lists, whichever way a write comes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from policy.lists.choices import ListName
from policy.lists.models import Agency, Agreement, Entry
from tests.factories.lists import AgreementFactory, entered, entry_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)


def refused(sql: str, *values: object) -> str:
    """What the database says to a write that it does not let pass."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        connection.cursor().execute(sql, values)
    return str(error.value).splitlines()[0]


def test_entry_is_never_deleted():
    entry = entered(ListName.OFFENSE, "poaching")

    said = refused("DELETE FROM lists_entry WHERE id = %s", entry.pk)

    assert said == "“poaching” is an entry of a list: it is ended, never deleted"


def test_code_of_an_entry_never_changes():
    said = refused("UPDATE lists_entry SET code = 'x' WHERE code = 'robbery'")

    assert said == "the code “robbery” never changes: rules and requests name it"


def test_entry_never_goes_to_another_list():
    said = refused("UPDATE lists_entry SET list = 'media' WHERE code = 'robbery'")

    assert said == "the code “robbery” never changes: rules and requests name it"


def test_place_of_an_entry_never_changes():
    said = refused("UPDATE lists_entry SET position = 1 WHERE code = 'warrant'")

    assert said == "the place of “warrant” in its list never changes: rules compare by it"


def test_code_stands_in_a_list_once():
    said = refused(
        "INSERT INTO lists_entry (list, code, words, position, statute, note, entered_at)"
        " VALUES ('offense', 'robbery', 'robbery', 1, '', '', now())"
    )

    assert "entry_once" in said


def test_last_day_is_not_before_the_first():
    said = refused(
        "UPDATE lists_entry SET since = '2026-02-01', until = '2026-01-01' WHERE code = 'robbery'"
    )

    assert "entry_ends_after_its_beginning" in said


def test_only_an_offense_is_an_attempt_of_another():
    robbery = entry_of(ListName.OFFENSE, "robbery")

    said = refused("UPDATE lists_entry SET attempt_of_id = %s WHERE code = 'warrant'", robbery.pk)

    assert "only_an_offense_is_attempted" in said


def test_attempt_is_of_an_offense_that_is_no_attempt_itself():
    warrant = entry_of(ListName.LEGAL_BASIS, "warrant")
    attempt = entered(
        ListName.OFFENSE, "attempted_arson", attempt_of=entry_of(ListName.OFFENSE, "arson")
    )
    said = "an attempt is of an offense that is no attempt itself"
    sql = "UPDATE lists_entry SET attempt_of_id = %s WHERE code = 'robbery'"

    assert refused(sql, warrant.pk) == said
    assert refused(sql, attempt.pk) == said


def test_agency_and_agreement_are_never_deleted():
    agreement = AgreementFactory()

    assert "Cannot delete" in refused("DELETE FROM lists_agreement WHERE id = %s", agreement.pk)
    assert "Cannot delete" in refused("DELETE FROM lists_agency WHERE id = %s", agreement.agency_id)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (date(2026, 1, 6), None, False),
        (None, date(2026, 1, 4), False),
    ],
)
def test_entry_is_offered_from_its_first_to_its_last_day(since, until, holds):
    entry = entered(ListName.PURPOSE, "training", since=since, until=until)

    assert entry.holds_on(DAY) is holds
    assert Entry.objects.holding_on(DAY).filter(pk=entry.pk).exists() is holds


def test_agency_is_on_the_list_while_an_agreement_holds():
    agency = AgreementFactory(since=date(2025, 1, 1), until=DAY).agency

    assert agency.on_list(DAY)
    assert not agency.on_list(date(2026, 1, 6))
    assert not agency.on_list(date(2024, 12, 31))


def test_agency_stands_in_the_register_once_however_it_is_written():
    AgreementFactory(agency__name="Port Amity Police")

    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(name="PORT AMITY POLICE", kind="local")

    assert Agreement.objects.count() == 1
