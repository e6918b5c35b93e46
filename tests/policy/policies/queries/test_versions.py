"""Who sees which version, and what is told of its life."""

from datetime import timedelta

import pytest

from policy.personnel.choices import Role
from policy.policies.choices import VersionState
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.queries import (
    timeline,
    visible_to,
)
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    VERSION_IN,
    published_policy,
    withdrawn_policy,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", VersionState)
def test_unpublished_versions_are_for_policy_officers_and_auditors(state, role):
    version = VERSION_IN[state]()
    for_all = state not in UNPUBLISHED

    seen = visible_to(AccountFactory(roles=[role])).filter(pk=version.pk).exists()

    assert seen is (for_all or role in (Role.POLICY_OFFICER, Role.AUDITOR))


def test_timeline_names_everyone_who_did_something():
    version = withdrawn_policy()

    told = [(event.title, event.at, event.by, event.text) for event in timeline(version)]

    author, approver = version.author.display_name, version.approved_by.display_name
    assert told == [
        ("Imported as a draft", AT, author, ""),
        ("Sent to review", AT, "", approver),
        ("Approved", AT, approver, ""),
        ("Published", AT, approver, ""),
        ("In force", AT, "", ""),
        ("Withdrawn", NEXT_DAY, author, "The Board replaced it."),
    ]


def test_timeline_tells_the_end_that_is_to_come():
    version = published_policy(in_force_until=NEXT_DAY)

    assert timeline(version)[-1].at == NEXT_DAY
    assert timeline(version)[-1].title == "End"
