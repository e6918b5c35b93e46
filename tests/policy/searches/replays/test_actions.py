from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.errors import Conflict
from policy.policies.models import Replay, Version
from policy.searches.replays import make_replay, sign_off
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import AT, open_office, submitted
from tests.policy.searches.replays.office import BEGINS, ENDS, STRICTER, draft_of, officer

pytestmark = pytest.mark.django_db
LATER = ENDS + timedelta(hours=1)


def made(version, by=None):
    return make_replay(version=version, by=by or officer(), at=LATER, begins=BEGINS, ends=ENDS)


def approved(version):
    reviewer = officer()
    actions.send_to_review(version=version, by=version.author, at=AT, reviewers=[reviewer])
    actions.approve(version=version, by=reviewer, at=AT)
    return Version.objects.get(pk=version.pk)


def test_replay_is_kept_with_the_text_that_it_speaks_of():
    submitted(open_office())
    version = draft_of(STRICTER)

    replay = made(version)

    assert (replay.digest, replay.figures["flipped"], replay.is_current) == (
        version.digest,
        1,
        True,
    )


def test_only_policy_officers_replay():
    with pytest.raises(PermissionDenied):
        made(draft_of(STRICTER), by=AccountFactory(roles=[Role.AUDITOR]))


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [(BEGINS, LATER + timedelta(days=1), "ends"), (ENDS, BEGINS, "begins")],
)
def test_period_lies_in_the_past_and_in_its_order(begins, ends, field):
    with pytest.raises(ValidationError) as told:
        make_replay(version=draft_of(STRICTER), by=officer(), at=LATER, begins=begins, ends=ends)

    assert set(told.value.message_dict) == {field}


def test_author_cannot_sign_off_their_own_version_not_even_by_sql():
    author = officer()
    replay = made(draft_of(STRICTER, by=author), by=author)

    with pytest.raises(PermissionDenied):
        sign_off(replay=replay, by=author, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Replay.objects.update(signed_by=author, signed_at=LATER)


def test_replay_is_signed_off_once():
    replay = made(draft_of(STRICTER))
    first = officer()
    sign_off(replay=replay, by=first, at=LATER)

    with pytest.raises(Conflict, match=first.display_name):
        sign_off(replay=replay, by=officer(), at=LATER)


def test_replay_of_an_earlier_text_is_not_signed_off():
    author = officer()
    version = draft_of(STRICTER, by=author)
    replay = made(version)
    Version.objects.filter(pk=version.pk).update(digest="0" * 64)

    with pytest.raises(Conflict, match="text has changed"):
        sign_off(replay=replay, by=officer(), at=LATER)


@pytest.mark.parametrize("changes", [{"figures": {}}, {"digest": "0" * 64}, {"ends": LATER}])
def test_replay_cannot_be_changed(changes):
    made(draft_of(STRICTER))

    with pytest.raises(IntegrityError), transaction.atomic():
        Replay.objects.update(**changes)


def test_replay_stays_with_a_version_that_left_draft():
    replay = made(draft_of(STRICTER))
    approved(replay.version)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        replay.delete()


def test_version_is_not_published_before_its_replay_is_signed_off():
    submitted(open_office())
    version = draft_of(STRICTER)
    replay = made(version)
    version = approved(version)

    with pytest.raises(ValidationError, match="No replay of this text"):
        actions.publish(version=version, by=officer(), at=LATER)
    sign_off(replay=replay, by=officer(), at=LATER)
    published = actions.publish(version=version, by=officer(), at=LATER)

    assert published.in_force_from == LATER


def test_version_needs_no_replay_where_nothing_was_ever_decided():
    version = approved(draft_of(STRICTER))

    assert actions.publish(version=version, by=officer(), at=LATER).in_force_from == LATER
