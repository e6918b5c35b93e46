"""A pack that is still being written: everything that is wrong in it, at its place."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.language.conditions import ConditionError
from policy.language.parser import parse
from policy.policies.packs import (
    ClauseText,
    Pack,
    PackError,
    PolicyHead,
    QuestionText,
    RuleText,
    VersionHead,
    problems_of,
    read_pack,
    shipped_packs,
    sound_vocabulary,
    write_pack,
)
from tests.harness.examples import times
from tests.policy.policies.building import a_pack, a_rule
from tests.policy.policies.samples import PACK

ANY = st.text(max_size=12)


def told(pack):
    return [(flaw.path, str(flaw)) for flaw in problems_of(pack)]


@pytest.mark.parametrize("slug", shipped_packs())
def test_shipped_pack_has_no_flaw(slug):
    assert problems_of(read_pack(shipped_packs()[slug].read_text(encoding="utf-8"))) == ()


def test_empty_draft_says_what_it_lacks():
    empty = Pack(PolicyHead("new", "", ""), VersionHead(1), ())

    assert told(empty) == [
        (("policy", "title"), "policy: title is missing"),
        (("policy", "issuer"), "policy: issuer is missing"),
        (("clause",), "clause: a policy has at least one clause"),
    ]


@pytest.mark.parametrize("when", ["1 July", "2026-13-01", "T", "2026-07-01T08:00:00"])
def test_date_that_is_none_is_kept_and_told(when):
    pack = replace(PACK, version=replace(PACK.version, effective_from=when))

    ((path, message),) = told(pack)

    assert path == ("version", "effective_from")
    assert "expected a date such as 2020-11-13" in message


def test_blank_and_wrong_entries_are_told_where_they_are():
    clause = replace(PACK.clauses[1], heading="", text="")
    rule = replace(PACK.rules[0], gates=(), when="system.ownership ==")
    pack = replace(
        PACK,
        clauses=(PACK.clauses[0], clause, PACK.clauses[2]),
        rules=(rule, *PACK.rules[1:]),
    )

    assert [path for path, _message in told(pack)] == [
        ("clause", 1, "heading"),
        ("clause", 1, "text"),
        ("rule", 0, "gate"),
        ("rule", 0, "when"),
    ]


def test_flaw_names_its_entry_in_words():
    pack = a_pack(a_rule("allow", id="1-all", when="request.nothing"))

    ((_path, message),) = told(pack)

    assert message.startswith('rule 1 "1-all", when: ')


def test_sound_questions_can_be_asked_about_while_others_are_wrong():
    asked = [
        QuestionText("good", "Good?", "yes_no", {}, ("submit",)),
        QuestionText("bad", "Bad?", "choice", {}, ("submit",)),
        QuestionText("", "Blank?", "yes_no", {}, ()),
    ]
    own = sound_vocabulary(a_pack(questions=tuple(asked)))

    parse("answer.good", own)
    with pytest.raises(ConditionError):
        parse('answer.bad == "x"', own)


drafts = st.builds(
    Pack,
    policy=st.builds(PolicyHead, slug=st.just("draft"), title=ANY, issuer=ANY, source=ANY),
    version=st.builds(
        VersionHead, number=st.just(1), effective_from=ANY, effective_until=ANY, summary=ANY
    ),
    clauses=st.lists(
        st.builds(ClauseText, id=ANY, heading=ANY, text=ANY, enforcement=ANY), max_size=2
    ).map(tuple),
    rules=st.lists(
        st.builds(
            RuleText, id=ANY, clause=ANY, gates=st.just(()), effect=ANY, when=ANY | st.just("true")
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=times(1.5), deadline=None)
@given(drafts)
def test_nothing_that_can_be_typed_breaks_the_check(pack):
    """And where the check finds nothing, the written pack can be read."""
    flaws = problems_of(pack)

    try:
        read_pack(write_pack(pack))
    except PackError:
        assert flaws
    else:
        assert flaws == ()
