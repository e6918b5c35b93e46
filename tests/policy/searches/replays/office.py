"""Requests of a year ago, and a draft that says otherwise."""

from datetime import timedelta

from policy.personnel.choices import Role
from policy.policies.actions import import_pack
from policy.policies.models import Version
from policy.policies.packs import read_pack
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import AT

BEGINS, ENDS = AT - timedelta(days=1), AT + timedelta(days=1)

STRICTER = """
[policy]
slug = "no-robbery"
title = "No searches for robbery"
issuer = "Test department"

[version]
number = 1

[[clause]]
id = "1"
heading = "Not for robbery"
text = "No search for robbery."
enforcement = "enforced"

[[rule]]
id = "1-robbery"
clause = "1"
gate = ["submit", "approve"]
effect = "forbid"
when = 'request.offense == "robbery"'
"""

LOOSER = """
[policy]
slug = "lapd-notice-2020"
title = "Everything goes"
issuer = "Test department"

[version]
number = 2

[[clause]]
id = "9"
heading = "Anything"
text = "Any system may be searched."
enforcement = "enforced"

[[rule]]
id = "9-anything"
clause = "9"
gate = ["submit", "approve", "run", "release", "act", "keep"]
effect = "allow"
when = "true"
"""


def officer():
    return AccountFactory(roles=[Role.POLICY_OFFICER])


def draft_of(text, by=None) -> Version:
    return import_pack(pack=read_pack(text), by=by or officer(), at=AT)
