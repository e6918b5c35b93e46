"""Whom a version binds, whose acknowledgment counts for it, and how many there are."""

from dataclasses import replace

import pytest

from policy.personnel.choices import PersonStatus
from policy.personnel.models import Person
from policy.policies import actions
from policy.policies.models import Version
from policy.policies.queries import (
    Share,
    acknowledgment_by,
    last_signed_by,
    missing_for,
    people_bound_by,
    share_of,
    substance_of,
    unacknowledged_by,
    versions_in_force,
    waiting_to_be_acknowledged,
    with_acknowledgment,
)
from tests.factories.personnel import PersonFactory, UnitFactory
from tests.factories.policies import AT, numbered, policy_officer
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.signatures import DAY, PACK, changed, member, published, sign

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + DAY


def a_tree():
    """A bureau with a division in it and a unit in that, and another bureau."""
    bureau = UnitFactory()
    division = UnitFactory(parent=bureau)
    return bureau, division, UnitFactory(parent=division), UnitFactory()


def bound_to(version, *units):
    actions.bind(version=version, units=units, by=policy_officer(), at=AT)


def test_without_units_the_whole_department_is_bound():
    version, person = published(), PersonFactory()

    assert set(people_bound_by(version)) == set(Person.objects.all())
    assert person in people_bound_by(version)


def test_a_unit_binds_everyone_in_it_and_below():
    bureau, division, unit, other = a_tree()
    people = {place: PersonFactory(unit=place) for place in (bureau, division, unit, other)}
    version = published()

    bound_to(version, division)

    assert set(people_bound_by(version)) == {people[division], people[unit]}
    for place, person in people.items():
        waits = waiting_to_be_acknowledged(person, AT)
        assert waits == ([version] if place in (division, unit) else [])


@pytest.mark.parametrize("status", [PersonStatus.ON_LEAVE, PersonStatus.SEPARATED])
def test_who_does_not_serve_is_not_bound(status):
    version, person = published(), PersonFactory(status=status)

    assert person not in people_bound_by(version)
    assert waiting_to_be_acknowledged(person, AT) == []


def test_a_version_waits_until_it_is_signed():
    version, account = published(), member()
    assert waiting_to_be_acknowledged(account.person, AT) == [version]

    signed = sign(version, account)

    assert waiting_to_be_acknowledged(account.person, AT) == []
    assert acknowledgment_by(account.person, version) == signed


def test_a_version_that_says_the_same_does_not_ask_again():
    first, account = published(), member()
    signed = sign(first, account)
    head = replace(PACK.version, number=2, summary="Only the summary is new.")
    second = published(replace(PACK, version=head), at=NEXT_DAY)

    assert waiting_to_be_acknowledged(account.person, NEXT_DAY) == []
    assert acknowledgment_by(account.person, second) == signed
    assert account.person not in missing_for(second)


def test_a_version_that_changed_in_substance_asks_again():
    first, account = published(), member()
    sign(first, account)
    second = published(changed(), at=NEXT_DAY)

    assert waiting_to_be_acknowledged(account.person, NEXT_DAY) == [second]
    assert acknowledgment_by(account.person, second) is None
    assert last_signed_by(account.person, second) == first
    assert account.person in missing_for(second)


def test_a_version_that_returns_to_an_old_text_counts_the_old_signature():
    account = member()
    sign(published(), account)
    published(changed(), at=NEXT_DAY)
    third = published(numbered(PACK, 3), at=AT + 2 * DAY)

    assert account.person not in missing_for(third)


def test_the_same_text_of_another_policy_is_signed_on_its_own():
    account = member()
    sign(published(), account)
    other = published(replace(PACK, policy=replace(PACK.policy, slug="other")))

    assert substance_of(other) == substance_of(Version.objects.exclude(pk=other.pk).get())
    assert waiting_to_be_acknowledged(account.person, AT) == [other]


def test_what_is_published_for_later_waits_already_but_is_not_in_force():
    version, account = published(in_force_from=NEXT_DAY), member()

    assert waiting_to_be_acknowledged(account.person, AT) == [version]
    assert unacknowledged_by(account.person, versions_in_force(AT)) == []
    assert unacknowledged_by(account.person, versions_in_force(NEXT_DAY)) == [version]


def test_what_has_ended_waits_no_longer():
    published(in_force_until=NEXT_DAY)

    assert waiting_to_be_acknowledged(member().person, NEXT_DAY) == []


def test_a_share_counts_those_who_are_bound():
    unit, version = UnitFactory(), published()
    bound_to(version, unit)
    here = [member(person__unit=unit) for _ in range(3)]
    sign(version, here[0])
    member()

    share = share_of(version)

    assert (share, share.missing, share.percent) == (Share(bound=3, signed=1), 2, 33)
    assert set(missing_for(version)) == {account.person for account in here[1:]}


def test_a_share_counts_among_some_people_and_by_a_moment():
    version = published()
    early, late = member(), member()
    sign(version, early)
    sign(version, late, at=NEXT_DAY)
    two = Person.objects.filter(pk__in=[early.person_id, late.person_id])

    assert share_of(version, two) == Share(bound=2, signed=2)
    assert share_of(version, two, by=AT) == Share(bound=2, signed=1)


def test_a_share_of_nobody_is_whole():
    assert Share(bound=0, signed=0).percent == 100
    assert Share(bound=1000, signed=999).percent == 99


def test_people_tell_when_they_signed():
    version, account = published(), member()
    sign(version, account, at=NEXT_DAY)

    [person] = with_acknowledgment(Person.objects.filter(pk=account.person_id), version)

    assert person.acknowledged_at == NEXT_DAY


def test_what_waits_costs_one_query_however_many_versions(django_assert_num_queries):
    account = member()
    for place in range(3):
        pack = a_pack(a_rule("allow", id="allow"), slug=f"policy-{place}")
        sign(published(pack), account)
        published(replace(numbered(pack, 2), clauses=changed().clauses), at=NEXT_DAY)
    at = NEXT_DAY
    assert len(waiting_to_be_acknowledged(account.person, at)) == 3

    with django_assert_num_queries(1):
        waiting_to_be_acknowledged(account.person, at)
