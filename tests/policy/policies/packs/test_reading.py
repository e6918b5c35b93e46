import pytest

from policy.policies.packs import (
    AssuranceText,
    ClauseText,
    Pack,
    PolicyHead,
    QuestionText,
    RequirementText,
    RuleText,
    VersionHead,
    read_pack,
)

TEXT = """
[policy]
slug = "night-searches"
title = " Searches at night "
issuer = "Test department"
source = "A test."

[version]
number = 3
effective_from = 2026-01-01
effective_until = 2026-07-01T08:00:00-08:00
until_event = "the Board adopts a policy"
interim = true
summary = "Night only."

[[clause]]
id = "1(a)"
heading = "Nights"
text = \"\"\"
First line.
Second line.
\"\"\"
enforcement = "enforced"
source = "Section 1"

[[question]]
name = "at_night"
label = "Is it night?"
type = "choice"
choices = { yes = "Yes, it is", no = "No" }
gate = "submit"
when = "request.exigent"

[[rule]]
id = "1-night"
clause = "1(a)"
gate = ["approve", "submit"]
effect = "require"
when = 'answer.at_night == "yes"'

[[rule.requirement]]
kind = "approval"
count = 2
rank = "captain"
in_chain = false
independent_of = ["operator", "requester"]
within_hours = 4

[[assurance]]
id = "reviewed"
text = "Always approved."
gate = "run"
always_requires = "approval"

[[assurance]]
id = "no-live"
text = "Never live."
gate = ["run"]
never = 'request.media == "live"'
"""


def test_every_entry_of_a_pack_is_read():
    pack = read_pack(TEXT)

    assert pack == Pack(
        policy=PolicyHead("night-searches", "Searches at night", "Test department", "A test."),
        version=VersionHead(
            number=3,
            effective_from="2026-01-01",
            effective_until="2026-07-01T08:00:00-08:00",
            until_event="the Board adopts a policy",
            interim=True,
            summary="Night only.",
        ),
        clauses=(
            ClauseText("1(a)", "Nights", "First line.\nSecond line.", "enforced", "Section 1"),
        ),
        rules=(
            RuleText(
                id="1-night",
                clause="1(a)",
                gates=("submit", "approve"),
                effect="require",
                when='answer.at_night == "yes"',
                requirements=(
                    RequirementText(
                        "approval",
                        {
                            "count": 2,
                            "rank": "captain",
                            "in_chain": False,
                            "independent_of": ("requester", "operator"),
                            "within_hours": 4,
                        },
                    ),
                ),
            ),
        ),
        questions=(
            QuestionText(
                name="at_night",
                label="Is it night?",
                type="choice",
                choices={"yes": "Yes, it is", "no": "No"},
                gates=("submit",),
                when="request.exigent",
            ),
        ),
        assurances=(
            AssuranceText("reviewed", "Always approved.", ("run",), always_requires="approval"),
            AssuranceText("no-live", "Never live.", ("run",), never='request.media == "live"'),
        ),
    )


def test_what_may_be_left_out_is_blank():
    text = """
        [policy]
        slug = "short"
        title = "Short"
        issuer = "Test"
        [version]
        number = 1
        [[clause]]
        id = "1"
        heading = "Only"
        text = "Nothing more."
        enforcement = "recorded"
    """

    pack = read_pack(text)

    assert pack == Pack(
        policy=PolicyHead("short", "Short", "Test", source=""),
        version=VersionHead(1, "", "", "", interim=False, summary=""),
        clauses=(ClauseText("1", "Only", "Nothing more.", "recorded", ""),),
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_either_kind_of_newline_is_read_alike(newline):
    assert read_pack(TEXT.replace("\n", newline)) == read_pack(TEXT)
