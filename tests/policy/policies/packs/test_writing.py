import pytest
from hypothesis import HealthCheck, given, settings

from policy.policies.packs import Pack, read_pack, shipped_packs, write_pack
from tests.policy.policies.packs.strategies import packs


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(packs())
def test_a_pack_comes_back_from_its_text_without_loss(pack: Pack):
    assert read_pack(write_pack(pack)) == pack


@pytest.mark.parametrize("slug", shipped_packs())
def test_a_shipped_pack_comes_back_from_its_text_without_loss(slug):
    pack = read_pack(shipped_packs()[slug].read_text(encoding="utf-8"))

    assert read_pack(write_pack(pack)) == pack


@pytest.mark.parametrize("slug", shipped_packs())
def test_a_shipped_pack_is_written_back_byte_for_byte(slug):
    text = shipped_packs()[slug].read_text(encoding="utf-8")

    assert write_pack(read_pack(text)) == text


def test_what_is_written_reads_like_what_a_person_writes():
    text = """\
[policy]
slug = "test"
title = "Test"
issuer = "Test department"

[version]
number = 1
effective_from = 2026-01-01
interim = true

[[clause]]
id = "1"
heading = "Only clause"
text = \"\"\"
First line.
A second line that is longer than a hundred characters, so that it goes on over the end of the \\
line, with a \\\\ and "quotation marks" in it.\"\"\"
enforcement = "enforced"

[[rule]]
id = "no-outside"
clause = "1"
gate = "submit"
effect = "forbid"
when = "request.agency_is_outside"

[[rule]]
id = "approved"
clause = "1"
gate = ["submit", "approve"]
effect = "require"
when = "true"

[[rule.requirement]]
kind = "approval"
in_chain = false
independent_of = ["requester", "operator"]

[[question]]
name = "night"
label = "Is it night?"
type = "choice"
gate = "submit"

[question.choices]
yes = "Yes"
no = "No"

[[case]]
id = "neighbor"
text = "A neighboring department asks for a favor."
gate = "submit"
outcome = "refused"
clauses = ["1"]

[case.facts]
"request.agency_is_outside" = true

[[quiz]]
id = "favor"
text = "May you search for a neighboring department?"
answer = "no"

[quiz.choices]
yes = "Yes"
no = "No"

[[note]]
id = "silence"
text = "Nothing is said of running."
finding = "silent"
about = ["run"]
"""

    assert write_pack(read_pack(text)) == text
