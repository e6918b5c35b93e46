"""A pack that was stored comes back as it was."""

import hashlib

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from policy.policies import actions
from policy.policies.models import Question, Version
from policy.policies.packs import Pack, shipped_packs, write_pack
from policy.policies.queries import pack_of
from tests.factories.policies import AT, draft_policy, policy_officer, shipped
from tests.harness.examples import times
from tests.policy.policies.packs.strategies import packs
from tests.policy.policies.samples import PACK

pytestmark = pytest.mark.django_db


def through_the_database(pack: Pack) -> Pack:
    version = actions.import_pack(pack=pack, by=policy_officer(), at=AT)
    return pack_of(Version.objects.get(pk=version.pk))


@pytest.mark.parametrize("slug", shipped_packs())
def test_shipped_pack_comes_back_byte_for_byte(slug):
    stored = through_the_database(shipped(slug))

    assert stored == shipped(slug)
    assert write_pack(stored) == shipped_packs()[slug].read_text(encoding="utf-8")


@settings(
    max_examples=times(0.4),
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(pack=packs())
def test_any_pack_comes_back_without_loss(pack: Pack, db: None):
    with transaction.atomic():
        stored = through_the_database(pack)
        transaction.set_rollback(True)

    assert stored == pack
    assert write_pack(stored) == write_pack(pack)


def test_choices_of_an_ordered_question_keep_their_order():
    draft_policy(PACK)

    (danger, _remarks) = Question.objects.all()

    assert list(danger.choices) == ["none", "some", "high", "extreme"]


def test_digest_is_that_of_the_exported_file():
    version = draft_policy(PACK)

    exported = write_pack(pack_of(Version.objects.get(pk=version.pk)))

    assert version.digest == hashlib.sha256(exported.encode()).hexdigest()
