"""Nothing goes to review with a failed assurance, and nothing into force without a proof."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.models import Rule
from policy.policies.packs import AssuranceText
from tests.factories.policies import (
    AT,
    approved_policy,
    draft_policy,
    fresh,
    policy_officer,
    published_policy,
    standing_assurance,
)
from tests.policy.policies.analysis.pigeons import pigeon_pack
from tests.policy.policies.building import a_pack, a_rule

pytestmark = pytest.mark.django_db

COMMERCIAL = 'system.ownership == "commercial"'
NEVER = AssuranceText("never", "Never commercial.", ("run",), COMMERCIAL)
PERMITTING = a_rule("allow", id="all", gates=("run",))
REFUSING = a_rule("refuse", COMMERCIAL, gates=("run",))
FAILING = a_pack(PERMITTING, assurances=(NEVER,))
KEEPING = a_pack(PERMITTING, REFUSING, assurances=(NEVER,))


def send(version):
    return actions.send_to_review(
        version=version, by=version.author, at=AT, reviewers=[policy_officer()]
    )


def publish(version, **dates):
    return actions.publish(version=version, by=policy_officer(), at=AT, **dates)


def test_a_draft_with_a_failed_assurance_is_not_sent_to_review():
    version = draft_policy(FAILING)

    with pytest.raises(ValidationError) as told:
        send(version)

    [message] = told.value.messages
    assert message == (
        "The assurance “never” fails: Never commercial. Someone asks to run the search where the "
        "system is a commercial third party's."
    )
    assert fresh(version).state == VersionState.DRAFT


def test_a_draft_whose_assurances_hold_goes_into_force():
    assert published_policy(KEEPING).state == VersionState.PUBLISHED


def test_a_draft_with_an_error_in_its_text_is_not_sent_to_review():
    version = draft_policy(KEEPING)
    Rule.objects.filter(version=version, identifier="all").update(when="system.ownershp")

    with pytest.raises(ValidationError) as told:
        send(version)

    assert len(told.value.messages) == 1
    assert "there is no such fact; did you mean system.ownership?" in told.value.messages[0]


def test_a_broken_standing_assurance_stops_review_and_publication():
    approved = approved_policy(a_pack(PERMITTING, slug="earlier"))
    draft = draft_policy(a_pack(PERMITTING, slug="later"))
    standing_assurance()

    for step, version in ((send, draft), (publish, approved)):
        with pytest.raises(ValidationError) as told:
            step(version)
        assert told.value.messages[0].startswith(
            "The department's standing assurance “never-commercial” fails: No commercial service"
        )
    assert fresh(approved).state == VersionState.APPROVED


def test_what_another_policy_refuses_keeps_a_standing_assurance():
    standing_assurance()
    published_policy(a_pack(REFUSING, slug="first"))

    second = published_policy(a_pack(PERMITTING, slug="second"))

    assert second.state == VersionState.PUBLISHED


def test_a_policy_that_ends_before_no_longer_keeps_a_standing_assurance():
    standing_assurance()
    published_policy(a_pack(REFUSING, slug="first"), in_force_until=AT + timedelta(days=1))
    second = approved_policy(a_pack(PERMITTING, slug="second"))

    with pytest.raises(ValidationError):
        publish(second, in_force_from=AT + timedelta(days=1))


def test_what_is_not_proved_goes_to_review_and_not_into_force():
    version = approved_policy(pigeon_pack(14))

    with pytest.raises(ValidationError) as told:
        publish(version)

    [message] = told.value.messages
    assert message.startswith("The assurance “nothing” is not proved, because the solver did not")
    assert fresh(version).state == VersionState.APPROVED


def test_an_approved_version_is_proved_again_when_it_is_published():
    version = approved_policy(a_pack(PERMITTING))
    standing_assurance()

    with pytest.raises(ValidationError):
        publish(version)
