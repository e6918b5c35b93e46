"""A pack becomes a draft, whole or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import Clause, Policy, Version
from policy.policies.packs import Pack, digest_of
from policy.policies.queries import pack_of
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    draft_policy,
    fresh,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)


def test_number_that_left_the_draft_is_refused():
    version = policy_in_review()

    with pytest.raises(Conflict, match=r"exists already \(in review\)"):
        draft_policy(author=version.author)

    assert list(Version.objects.all()) == [version]


def test_draft_is_not_replaced_silently():
    version = draft_policy()

    with pytest.raises(Conflict, match="exists already as a draft"):
        draft_policy(author=version.author)

    assert list(Version.objects.all()) == [version]


def test_draft_is_replaced_when_it_is_said():
    old = draft_policy()

    new = actions.import_pack(
        pack=shipped(LAPD_NOTICE),
        by=old.author,
        at=NEXT_DAY,
        replace_draft=True,
    )

    assert list(Version.objects.all()) == [new]
    assert (new.pk, new.author) == (old.pk, old.author)


def test_replaced_text_keeps_the_clauses_of_the_same_name():
    old = draft_policy()
    first = old.clauses.get(identifier="1")
    pack = shipped(LAPD_NOTICE)
    reversed_pack = replace(pack, clauses=pack.clauses[::-1])

    new = actions.import_pack(pack=reversed_pack, by=old.author, at=NEXT_DAY, replace_draft=True)

    assert pack_of(new) == reversed_pack
    assert new.clauses.get(identifier="1").pk == first.pk
    assert new.digest == digest_of(reversed_pack)


def test_replace_draft_does_not_replace_what_left_the_draft():
    version = published_policy()

    with pytest.raises(Conflict, match="exists already"):
        actions.import_pack(pack=shipped(LAPD_NOTICE), by=version.author, at=AT, replace_draft=True)

    assert fresh(version).state == VersionState.PUBLISHED


def test_failed_import_leaves_nothing():
    pack = shipped(LAPD_NOTICE)
    twice = Pack(pack.policy, pack.version, pack.clauses * 2, pack.rules)

    with pytest.raises(Exception, match="clause_once"):
        actions.import_pack(pack=twice, by=policy_officer(), at=AT)

    assert not Policy.objects.exists()
    assert not Clause.objects.exists()
