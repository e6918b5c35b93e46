"""Random packs that `read_pack` accepts."""

import re
from datetime import date
from string import ascii_letters, ascii_lowercase, digits

from hypothesis import strategies as st

from policy.language.cel import as_source
from policy.language.facts import Vocabulary
from policy.personnel.choices import Grade
from policy.policies.choices import (
    WAIVABLE,
    Enforcement,
    Gate,
    Outcome,
    QuestionType,
    RecordKind,
)
from policy.policies.packs import (
    AssuranceText,
    CaseText,
    ClauseText,
    NoteText,
    Pack,
    PolicyHead,
    QuestionText,
    QuizText,
    RequirementText,
    RuleText,
    VersionHead,
)
from policy.policies.vocabulary import VOCABULARY
from tests.policy.language.strategies import conditions, facts

# Facts that every gate knows, so that any condition suits any gate.
ALWAYS_KNOWN = Vocabulary(fact for fact in VOCABULARY.values() if fact.known_from == "submit")

# Words of the language, which a policy's own names cannot be.
RESERVED = re.compile(
    "as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|"
    "package|return|true|var|void|while"
)
codes = st.text(ascii_lowercase, min_size=1, max_size=12).filter(
    lambda code: not RESERVED.fullmatch(code)
)
ids = st.text(ascii_letters + digits + "(", min_size=1, max_size=8)
# Control characters are refused, and blanks at either end are not kept.
texts = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
lines = texts.map(lambda text: text[:100].strip()).filter(bool)
gates = st.lists(st.sampled_from(Gate.values), min_size=1, unique=True).map(
    lambda some: tuple(gate for gate in Gate.values if gate in some)
)
dates = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(lambda day: day.isoformat())
sources = conditions(ALWAYS_KNOWN).map(as_source)


def _details(**entries: st.SearchStrategy) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=entries)


def _requirement(kind: str, details: st.SearchStrategy) -> st.SearchStrategy[RequirementText]:
    return st.builds(RequirementText, st.just(kind), details)


hours = st.integers(1, 1000)
at_submit = st.one_of(
    _requirement(
        "approval",
        _details(
            count=st.integers(1, 5),
            rank=st.sampled_from(Grade.values),
            in_chain=st.booleans(),
            independent_of=st.sampled_from([("requester",), ("requester", "operator")]),
            within_hours=hours,
        ),
    ),
    _requirement("document", st.fixed_dictionaries({"name": codes, "label": lines})),
    _requirement("expiry", st.fixed_dictionaries({"hours": hours})),
    _requirement("review", st.fixed_dictionaries({"examiners": hours, "blind": st.booleans()})),
    _requirement(
        "attestation",
        st.fixed_dictionaries({"name": codes, "text": texts, "by": st.just("requester")}),
    ),
)
anywhere = st.one_of(
    _requirement(
        "notice",
        st.fixed_dictionaries(
            {"to": lines, "text": texts, "after": st.sampled_from(Gate.values)},
            optional={"within_hours": hours},
        ),
    ),
    _requirement(
        "retention",
        st.fixed_dictionaries(
            {"record": st.sampled_from(RecordKind.values), "min_days": st.integers(0, 9)},
            optional={"max_days": st.integers(9, 99)},
        ),
    ),
)


some_facts = facts(ALWAYS_KNOWN)
ranks = st.sampled_from(["", *Grade.values])


@st.composite
def rules(draw: st.DrawFn, clause_ids: list[str], rule_id: str) -> RuleText:
    effect = draw(st.sampled_from(["forbid", "except", "refuse", "allow", "require"]))
    where = draw(gates | st.just(("submit",)))
    kinds = anywhere | at_submit if where == ("submit",) else anywhere
    some = st.lists(kinds, min_size=1, max_size=3).map(tuple)
    return RuleText(
        id=rule_id,
        clause=draw(st.sampled_from(clause_ids)),
        gates=where,
        effect=effect,
        when=draw(sources),
        requirements=draw(some) if effect == "require" else (),
        waivable_by=draw(ranks) if effect in WAIVABLE else "",
    )


@st.composite
def questions(draw: st.DrawFn, name: str) -> QuestionText:
    kind = draw(st.sampled_from(QuestionType.values))
    listed = kind in ("choice", "ordered_choice", "set")
    return QuestionText(
        name=name,
        label=draw(lines),
        type=kind,
        choices=draw(st.dictionaries(codes, lines, min_size=1, max_size=4)) if listed else {},
        gates=draw(gates),
        when=draw(st.just("") | sources),
    )


@st.composite
def assurances(draw: st.DrawFn, assurance_id: str) -> AssuranceText:
    never = draw(st.just("") | sources)
    kind = "" if never else draw(st.sampled_from(["approval", "notice"]))
    return AssuranceText(assurance_id, draw(texts), draw(gates), never, kind)


@st.composite
def cases(draw: st.DrawFn, clause_ids: list[str], case_id: str) -> CaseText:
    return CaseText(
        id=case_id,
        text=draw(texts),
        gate=draw(st.sampled_from(Gate.values)),
        facts={name: value for name, value in draw(some_facts).items() if value is not None},
        outcome=draw(st.sampled_from(Outcome.values)),
        clauses=tuple(draw(st.lists(st.sampled_from(clause_ids), max_size=2, unique=True))),
        source=draw(st.just("") | texts),
    )


@st.composite
def quizzes(draw: st.DrawFn, question_id: str) -> QuizText:
    choices = draw(st.dictionaries(codes, lines, min_size=1, max_size=4))
    return QuizText(question_id, draw(texts), choices, draw(st.sampled_from(list(choices))))


@st.composite
def notes(draw: st.DrawFn, note_id: str) -> NoteText:
    about = tuple(draw(st.lists(ids, max_size=2, unique=True)))
    return NoteText(note_id, draw(texts), draw(st.just("") | codes), about)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    clause_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    rule_ids = draw(st.lists(ids, max_size=4, unique=True))
    drawn = tuple(draw(rules(clause_ids, rule_id)) for rule_id in rule_ids)
    enforced = {rule.clause for rule in drawn}
    start, end = sorted(draw(st.lists(dates, min_size=2, max_size=2, unique=True)))
    return Pack(
        policy=PolicyHead(
            draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)),
            draw(lines),
            draw(lines),
            draw(st.just("") | texts),
        ),
        version=VersionHead(
            number=draw(st.integers(1, 99)),
            effective_from=draw(st.sampled_from(["", start])),
            effective_until=draw(st.sampled_from(["", end, f"{end}T08:00:00-08:00"])),
            until_event=draw(st.just("") | lines),
            interim=draw(st.booleans()),
            summary=draw(st.just("") | texts),
        ),
        clauses=tuple(
            ClauseText(
                clause_id,
                draw(lines),
                draw(texts),
                "enforced" if clause_id in enforced else draw(_UNENFORCED),
                draw(st.just("") | texts),
            )
            for clause_id in clause_ids
        ),
        rules=drawn,
        questions=tuple(
            draw(questions(name)) for name in draw(st.lists(codes, max_size=2, unique=True))
        ),
        assurances=tuple(
            draw(assurances(name)) for name in draw(st.lists(ids, max_size=2, unique=True))
        ),
        cases=tuple(
            draw(cases(clause_ids, name)) for name in draw(st.lists(ids, max_size=2, unique=True))
        ),
        quiz=tuple(draw(quizzes(name)) for name in draw(st.lists(ids, max_size=1, unique=True))),
        notes=tuple(draw(notes(name)) for name in draw(st.lists(ids, max_size=1, unique=True))),
    )


_UNENFORCED = st.sampled_from([code for code in Enforcement.values if code != "enforced"])
