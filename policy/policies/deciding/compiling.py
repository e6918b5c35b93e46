"""A pack made ready for deciding: parsed once, then only evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policy.language.conditions import Always, Condition, facts_of
from policy.language.english import as_english
from policy.language.evaluate import Reading, compile_condition
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.policies.choices import Effect, Gate
from policy.policies.deciding.verdicts import SILENCE, Reason, Requirement
from policy.policies.packs.questions import vocabulary_of
from policy.policies.packs.schema import ClauseText, Pack, RuleText
from policy.policies.vocabulary import VOCABULARY

BITS = {effect: 1 << place for place, effect in enumerate(Effect)}


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A rule of one policy; `holds` answers True, False, or None where the facts leave it open.

    `bit` stands for its effect; the bits rise in the order of precedence, the first being lowest.
    """

    effect: Effect
    bit: int
    condition: Condition
    holds: Reading
    reason: Reason
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledPolicy:
    """One version of a policy; `rules` holds those of each gate, in order of precedence.

    `vocabulary` has the answers to the policy's own questions as well; `speaks_of` names the facts
    that its rules ask for.
    """

    slug: str
    version: int
    title: str
    rules: Mapping[str, tuple[CompiledRule, ...]]
    silence: Mapping[str, Reason]
    vocabulary: Vocabulary
    speaks_of: frozenset[str]


def compile_pack(pack: Pack, vocabulary: Vocabulary = VOCABULARY) -> CompiledPolicy:
    """Return a pack that `read_pack` accepted, ready for `decide`.

    Raises ConditionError or ValueError for a pack that was not checked against this vocabulary.
    """
    own = vocabulary_of(pack, vocabulary)
    compiled = [(rule.gates, _compile_rule(rule, pack, own)) for rule in pack.rules]
    compiled.sort(key=lambda entry: entry[1].bit)
    rules = {gate: tuple(rule for gates, rule in compiled if gate in gates) for gate in Gate.values}
    return CompiledPolicy(
        slug=pack.policy.slug,
        version=pack.version.number,
        title=pack.policy.title,
        rules=rules,
        silence={gate: _silence(pack, Gate(gate)) for gate in Gate.values},
        vocabulary=own,
        speaks_of=frozenset().union(*(facts_of(rule.condition) for _gates, rule in compiled)),
    )


def _compile_rule(rule: RuleText, pack: Pack, vocabulary: Vocabulary) -> CompiledRule:
    condition = parse(rule.when, vocabulary)
    clause = next(clause for clause in pack.clauses if clause.id == rule.clause)
    effect = Effect(rule.effect)
    origin = {"policy": pack.policy.slug, "clause": clause.id, "rule": rule.id}
    return CompiledRule(
        effect=effect,
        bit=BITS[effect],
        condition=condition,
        holds=compile_condition(condition, vocabulary),
        reason=Reason(
            **origin,
            version=pack.version.number,
            effect=effect.value,
            text=_text(clause, effect, condition, vocabulary),
        ),
        requirements=tuple(
            {**origin, "kind": requirement.kind, **requirement.details}
            for requirement in rule.requirements
        ),
    )


def _text(clause: ClauseText, effect: Effect, condition: Condition, vocabulary: Vocabulary) -> str:
    english = as_english(condition, vocabulary)
    always = isinstance(condition, Always)
    return _("Clause %(id)s, %(heading)s: “%(text)s” The rule %(effect)s %(when)s.") % {
        "id": clause.id,
        "heading": clause.heading,
        "text": clause.text,
        "effect": effect.label,
        "when": english if always else _("when %(condition)s") % {"condition": english},
    }


def _silence(pack: Pack, gate: Gate) -> Reason:
    text = _("No rule of “%(title)s” permits this: %(gate)s.")
    return Reason(
        policy=pack.policy.slug,
        version=pack.version.number,
        clause=None,
        rule=None,
        effect=SILENCE,
        text=text % {"title": pack.policy.title, "gate": gate.label},
    )
