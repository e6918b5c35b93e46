"""A pack without fault, and what is said of it once one of its lines is changed."""

import pytest

from policy.policies.packs import PackError, read_pack

GOOD = """\
[policy]
slug = "test"
title = "Test"
issuer = "Test department"

[version]
number = 1
effective_from = 2026-01-01

[[clause]]
id = "1"
heading = "Only clause"
text = "What the rules say."
enforcement = "enforced"

[[rule]]
id = "no-outside"
clause = "1"
gate = "submit"
effect = "forbid"
when = "request.agency_is_outside"

[[rule]]
id = "two-approvals"
clause = "1"
gate = "approve"
effect = "require"
when = "true"

[[rule.requirement]]
kind = "approval"
count = 2

[[question]]
name = "night"
label = "Is it night?"
type = "yes_no"
gate = "submit"

[[assurance]]
id = "never-outside"
text = "Never for an outside agency."
gate = "submit"
never = "request.agency_is_outside"
"""


def complaint(good: str, bad: str) -> str:
    """What is said of the pack once the first `good` in it is replaced by `bad`."""
    assert good in GOOD

    with pytest.raises(PackError) as raised:
        read_pack(GOOD.replace(good, bad, 1))

    return str(raised.value)
