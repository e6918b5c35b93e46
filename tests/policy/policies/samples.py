"""A pack with an entry of every kind."""

from policy.policies.packs import Pack, read_pack

PACK: Pack = read_pack(
    """
[policy]
slug = "sample-policy"
title = "Sample policy"
issuer = "Sample Police Department"
source = "Written for tests."

[version]
number = 1
effective_from = 2020-01-01
until_event = "the council adopts an ordinance"
interim = true
summary = "With an entry of *every* kind."

[[clause]]
id = "1"
heading = "No commercial service"
text = "No one uses a **commercial** service."
enforcement = "enforced"

[[clause]]
id = "2"
heading = "Approval"
text = "A supervisor approves every search."
enforcement = "enforced"

[[clause]]
id = "3"
heading = "Report"
text = "The department reports once a year."
enforcement = "recorded"
source = "Council file 1."

[[rule]]
id = "1-forbid"
clause = "1"
gate = ["submit", "run"]
effect = "forbid"
when = 'system.ownership == "commercial"'

[[rule]]
id = "1-refuse"
clause = "1"
gate = "submit"
effect = "refuse"
when = 'request.offense == "trespass"'

[[rule]]
id = "1-except"
clause = "1"
gate = "submit"
effect = "except"
when = 'answer.danger == "high"'

[[rule]]
id = "1-allow"
clause = "1"
gate = ["submit", "approve", "run"]
effect = "allow"
when = 'system.ownership == "government"'

[[rule]]
id = "2-require"
clause = "2"
gate = "submit"
effect = "require"
when = "true"

[[rule.requirement]]
kind = "approval"
count = 2
rank = "lieutenant"
in_chain = true
independent_of = ["requester", "operator"]
within_hours = 24

[[rule.requirement]]
kind = "review"
examiners = 2
blind = true

[[rule.requirement]]
kind = "attestation"
name = "read"
text = "I have read the policy."
by = "requester"

[[rule.requirement]]
kind = "document"
name = "form"
label = "Request form"

[[rule.requirement]]
kind = "expiry"
hours = 1

[[rule.requirement]]
kind = "after_the_fact"
hours = 48

[[rule.requirement]]
kind = "notice"
to = "the council"
text = "A search was made."
after = "run"
within_hours = 24

[[rule.requirement]]
kind = "retention"
record = "probe_image"
min_days = 1
max_days = 365

[[question]]
name = "danger"
label = "How great is the danger?"
type = "ordered_choice"
choices = { none = "none", some = "some", high = "high", extreme = "extreme" }
gate = "submit"
when = "request.exigent"

[[question]]
name = "remarks"
label = "Remarks"
type = "text"
gate = ["submit", "approve"]

[[assurance]]
id = "never-commercial"
text = "No commercial service is ever searched."
gate = "run"
never = 'system.ownership == "commercial"'

[[assurance]]
id = "always-approved"
text = "Every search is approved."
gate = "submit"
always_requires = "approval"
"""
)
