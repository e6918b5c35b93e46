"""A version with a red case, or with an error, goes neither to review nor into force."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.packs import CaseText
from tests.factories.policies import approved_policy, draft_policy, fresh, policy_officer
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import NEXT_DAY, address, errors_of, signed_in, soup_of

pytestmark = pytest.mark.django_db

COMMERCIAL = {"system.ownership": "commercial"}
GREEN = CaseText("green", "A commercial service.", "submit", COMMERCIAL, "refused", ("1",))
RED = CaseText("red", "A commercial service.", "submit", COMMERCIAL, "refused", ("2",))


def with_cases(*cases):
    return replace(PACK, cases=cases)


def test_green_cases_let_a_version_go_to_review():
    version = draft_policy(with_cases(GREEN))

    sent = actions.send_to_review(
        version=version, by=version.author, at=NEXT_DAY, reviewers=[policy_officer()]
    )

    assert sent.state == VersionState.IN_REVIEW


def test_red_cases_keep_a_version_from_review_and_are_listed():
    version = draft_policy(with_cases(GREEN, RED, replace(RED, id="other")))

    with pytest.raises(ValidationError) as raised:
        actions.send_to_review(
            version=version, by=version.author, at=NEXT_DAY, reviewers=[policy_officer()]
        )

    assert raised.value.messages == [
        "Case red: expected by clause 2, and came by 1.",
        "Case other: expected by clause 2, and came by 1.",
    ]
    assert fresh(version).state == VersionState.DRAFT


def test_error_of_a_draft_keeps_it_from_review():
    version = draft_policy(PACK)
    version.rules.filter(identifier="1-forbid").update(when="system.ownershp")

    with pytest.raises(ValidationError) as raised:
        actions.send_to_review(
            version=version, by=version.author, at=NEXT_DAY, reviewers=[policy_officer()]
        )

    (message,) = raised.value.messages
    assert message.startswith('rule 1 "1-forbid", when: line 1, column 1: system.ownershp')


def test_red_case_keeps_an_approved_version_out_of_force():
    version = approved_policy(with_cases(GREEN))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        version.cases.update(clauses=["2"])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")

    with pytest.raises(ValidationError) as raised:
        actions.publish(version=version, by=version.author, at=NEXT_DAY)

    assert raised.value.messages == ["Case green: expected by clause 2, and came by 1."]
    assert fresh(version).state == VersionState.APPROVED


def test_page_of_sending_to_review_lists_what_is_red():
    version = draft_policy(with_cases(RED))

    reviewer = policy_officer()

    response = signed_in(version.author).post(
        address("send_to_review", version), {"reviewers": [reviewer.pk], "quorum": 1}
    )

    assert errors_of(soup_of(response)) == ["Case red: expected by clause 2, and came by 1."]
