"""A pack stored as rows comes back as it was."""

import pytest

from policy.policies import actions
from policy.policies.models import Version
from policy.policies.packs import shipped_packs, write_pack
from policy.policies.queries import pack_of
from tests.factories.policies import AT, policy_officer, shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", shipped_packs())
def test_shipped_pack_comes_back_as_it_was_imported(slug):
    actions.import_pack(pack=shipped(slug), by=policy_officer(), at=AT)

    stored = pack_of(Version.objects.get(policy__slug=slug))

    assert stored == shipped(slug)
    assert write_pack(stored) == write_pack(shipped(slug))
