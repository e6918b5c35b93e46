"""A policy whose rule a captain may waive, and people of several ranks."""

from datetime import timedelta
from typing import Any

from policy.personnel.choices import Grade, Role
from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.models import Rule, Waiver
from policy.policies.packs import read_pack
from tests.factories.personnel import AccountFactory, RankFactory
from tests.factories.policies import published_policy
from tests.policy.searches.office import AT

CASE = "26-00417"
BEGINS, ENDS = AT - timedelta(days=1), AT + timedelta(days=6)

NO_ROBBERY = """
[policy]
slug = "no-robbery"
title = "No searches for robbery"
issuer = "Test department"

[version]
number = 1

[[clause]]
id = "1"
heading = "Not for robbery"
text = "No search for robbery, unless a captain waives this for a case."
enforcement = "enforced"

[[clause]]
id = "2"
heading = "Never abroad"
text = "No search for an outside agency."
enforcement = "enforced"

[[rule]]
id = "1-robbery"
clause = "1"
gate = ["submit", "approve", "run", "release"]
effect = "refuse"
when = 'request.offense == "robbery"'
waivable_by = "captain"

[[rule]]
id = "2-outside"
clause = "2"
gate = "submit"
effect = "forbid"
when = "request.agency_is_outside"
"""


def policy_in_force(text: str = NO_ROBBERY) -> Rule:
    version = published_policy(read_pack(text), at=AT - timedelta(days=2))
    return version.rules.get(identifier="1-robbery")


def of_rank(grade: Grade, *roles: Role) -> Account:
    return AccountFactory(roles=roles or (Role.SUPERVISOR,), person__rank=RankFactory(grade=grade))


def asked(rule: Rule, **changes: Any) -> Waiver:
    given = {
        "rule": rule,
        "case_number": CASE,
        "reason": "The robber shot someone, and the camera shows him.",
        "begins": BEGINS,
        "ends": ENDS,
        "by": of_rank(Grade.DETECTIVE, Role.REQUESTER),
        "at": BEGINS,
    }
    return actions.ask_for_waiver(**given | changes)


def granted(rule: Rule, **changes: Any) -> Waiver:
    waiver = asked(rule, **changes)
    return actions.grant_waiver(waiver=waiver, by=of_rank(Grade.CAPTAIN), at=BEGINS)
