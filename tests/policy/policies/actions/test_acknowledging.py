"""Binding units, signing, reminding; and what the database holds to."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from policy.personnel.choices import PersonStatus
from policy.policies import actions
from policy.policies.errors import Conflict
from policy.policies.models import Acknowledgment, Binding
from policy.policies.queries import substance_of
from policy.policies.tasks import remind_of_acknowledgments
from tests.factories.personnel import AccountFactory, UnitFactory
from tests.factories.policies import AT, approved_policy, draft_policy, policy_officer
from tests.policy.policies.signatures import DAY, PACK, QUIZ, changed, member, published, sign, told

pytestmark = pytest.mark.django_db


def units_bound(version):
    return list(version.bindings.order_by("unit__code").values_list("unit", flat=True))


def test_a_version_is_published_to_units():
    unit, approved = UnitFactory(), approved_policy(PACK)

    version = actions.publish(version=approved, by=policy_officer(), at=AT, units=[unit])

    [binding] = version.bindings.all()
    assert (binding.unit, binding.chosen_by, binding.chosen_at) == (unit, version.published_by, AT)


def test_units_are_chosen_anew_and_those_kept_keep_their_choice():
    first, second, third = UnitFactory(), UnitFactory(), UnitFactory()
    version, officer = published(), policy_officer()
    actions.bind(version=version, units=[first, second], by=officer, at=AT)

    actions.bind(version=version, units=[second, third], by=policy_officer(), at=AT + DAY)

    assert units_bound(version) == [second.pk, third.pk]
    assert version.bindings.get(unit=second).chosen_by == officer


def test_a_draft_binds_nobody():
    version = draft_policy(PACK)

    with pytest.raises(PermissionDenied, match="published"):
        actions.bind(version=version, units=[UnitFactory()], by=version.author, at=AT)
    with pytest.raises(IntegrityError, match="only a published version"), transaction.atomic():
        Binding.objects.create(
            version=version, unit=UnitFactory(), chosen_by=version.author, chosen_at=AT
        )


def test_who_is_no_policy_officer_does_not_bind():
    with pytest.raises(PermissionDenied):
        actions.bind(version=published(), units=[], by=member(), at=AT)


def test_signing_keeps_the_name_the_hashes_and_the_time():
    version, account = published(), member()

    signed = sign(version, account, at=AT + DAY, typed_name=f"  Det.  {account.person.name} ")

    kept = Acknowledgment.objects.get()
    assert kept == signed
    assert (kept.person, kept.typed_name) == (account.person, f"Det. {account.person.name}")
    assert (kept.digest, kept.substance) == (version.digest, substance_of(version))
    assert kept.at == AT + DAY


def test_a_wrong_answer_is_told_and_can_be_tried_again():
    version, account = published(), member()

    with pytest.raises(ValidationError) as wrong:
        sign(version, account, answers={"quiz-worth": "id"})
    assert set(wrong.value.message_dict) == {f"quiz-{QUIZ.id}"}
    assert not Acknowledgment.objects.exists()

    assert sign(version, account).person == account.person


def test_another_name_is_refused_with_what_was_expected():
    account = member()

    with pytest.raises(ValidationError) as wrong:
        sign(published(), account, typed_name="Somebody Else")

    [message] = wrong.value.message_dict["typed_name"]
    assert message == f"Expected your name, “{account.person.name}”, not “Somebody Else”."


def test_another_text_than_was_read_is_not_signed():
    with pytest.raises(ValidationError, match="another text"):
        sign(published(), member(), read="0" * 64)


def test_signing_twice_is_told_and_kept_once():
    version, account = published(), member()
    sign(version, account)

    with pytest.raises(Conflict, match="already"):
        sign(version, account, at=AT + DAY)

    assert Acknowledgment.objects.get().at == AT


def test_what_does_not_bind_someone_is_not_signed_by_them():
    version = published()
    actions.bind(version=version, units=[UnitFactory()], by=policy_officer(), at=AT)

    with pytest.raises(PermissionDenied, match="does not bind your unit"):
        sign(version, member())


@pytest.mark.parametrize("person", [None, "on leave"])
def test_who_does_not_serve_does_not_sign(person):
    account = AccountFactory(person=None) if person is None else member()
    if person:
        account.person.status = PersonStatus.ON_LEAVE
        account.person.save()

    with pytest.raises(PermissionDenied):
        actions.acknowledge(
            version=published(), by=account, at=AT, read="", typed_name="x", answers={}
        )


def test_a_version_that_has_ended_is_not_signed():
    version = published(in_force_until=AT + DAY)

    with pytest.raises(Conflict, match="has ended"):
        sign(version, member(), at=AT + DAY)


def test_an_acknowledgment_is_written_once():
    sign(published(), member())

    for write in (
        lambda: Acknowledgment.objects.update(typed_name="Another"),
        lambda: Acknowledgment.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="Cannot update or delete rows"), transaction.atomic():
            write()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"digest": "0" * 64}, "by its digest"),
        ({"at": AT - DAY}, "of a published version"),
        ({"typed_name": ""}, "acknowledgment_signed_by_name"),
        ({"substance": "?"}, "acknowledgment_has_digest_of_substance"),
    ],
)
def test_the_database_refuses_an_acknowledgment_that_cannot_be(wrong, message):
    version = published()
    right = {
        "person": member().person,
        "typed_name": "A Name",
        "digest": version.digest,
        "substance": substance_of(version),
        "at": AT,
    }

    with pytest.raises(IntegrityError, match=message):
        Acknowledgment.objects.create(version=version, **(right | wrong))


def test_a_reminder_goes_once_a_day_to_those_who_have_not_signed():
    version, signed, late = published(), member(), member()
    sign(version, signed)
    officer = version.published_by

    for at in (AT, AT + timedelta(hours=1), AT + DAY):
        actions.remind(version=version, by=officer, at=at)

    keys = [f"acknowledge-{version.pk}-2026-01-05", f"acknowledge-{version.pk}-2026-01-06"]
    assert told(late)[-2:] == keys
    assert told(signed) == []


def test_nobody_is_reminded_of_what_has_ended():
    version = published(in_force_until=AT + DAY)

    with pytest.raises(Conflict):
        actions.remind(version=version, by=version.published_by, at=AT + DAY)


@pytest.mark.parametrize(
    ("days", "reminded"), [(6, []), (7, ["7"]), (13, ["7"]), (14, ["7", "14"]), (40, ["7", "14"])]
)
def test_the_clock_reminds_after_a_week_and_after_two(days, reminded):
    version, late = published(), member()

    for day in range(days + 1):
        actions.remind_of_acknowledgments(at=AT + day * DAY)
        actions.remind_of_acknowledgments(at=AT + day * DAY)

    assert told(late) == [f"acknowledge-{version.pk}-{after}" for after in reminded]


def test_a_late_clock_sends_one_reminder():
    version, late = published(), member()

    actions.remind_of_acknowledgments(at=AT + 20 * DAY)

    assert told(late) == [f"acknowledge-{version.pk}-14"]


def test_supervisors_are_told_after_three_weeks_who_is_late():
    version, chief = published(), member()
    for _ in range(2):
        member(person__supervisor=chief.person)
    sign(version, member(person__supervisor=chief.person))
    sign(version, chief)

    actions.remind_of_acknowledgments(at=AT + 20 * DAY)
    assert told(chief) == []
    for _ in range(2):
        actions.remind_of_acknowledgments(at=AT + 21 * DAY)

    [notice] = chief.notices.all()
    assert notice.text == f"2 people below you have not acknowledged {version}."
    assert notice.link.endswith("/acknowledgments/")


def test_units_chosen_later_count_from_their_choice():
    version, late = published(), member()
    actions.bind(version=version, units=[late.person.unit], by=policy_officer(), at=AT + 5 * DAY)

    actions.remind_of_acknowledgments(at=AT + 11 * DAY)
    assert told(late) == []
    actions.remind_of_acknowledgments(at=AT + 12 * DAY)

    assert told(late) == [f"acknowledge-{version.pk}-7"]


def test_the_task_reminds():
    version, late = published(), member()

    with time_machine.travel(AT + 7 * DAY):
        remind_of_acknowledgments(timestamp=0)

    assert told(late) == [f"acknowledge-{version.pk}-7"]


def test_a_version_that_replaces_another_asks_for_its_own_only():
    published()
    second = published(changed(), at=AT + DAY)
    account = member()

    actions.remind_of_acknowledgments(at=AT + 9 * DAY)

    assert told(account) == [f"acknowledge-{second.pk}-7"]
