"""Which versions decide at a moment, and what they say."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from policy.language.facts import Vocabulary
from policy.policies.deciding import (
    CompiledPolicy,
    Demands,
    Verdict,
    compile_pack,
    decide,
    merge_requirements,
    on_the_floor,
)
from policy.policies.models import Decision, Question, Version, VersionQuerySet
from policy.policies.queries.packs import pack_of
from policy.policies.vocabulary import VOCABULARY

# What was made of published versions, which never change: by the digest, which stands for the
# text, and by the key of the version.
_compiled: dict[str, CompiledPolicy] = {}
_rule_keys: dict[int, dict[str, int]] = {}


def versions_in_force(at: datetime) -> VersionQuerySet:
    """The versions that decide at the moment `at`, by the short name of their policy."""
    return Version.objects.in_force(at).select_related("policy").order_by("policy__slug")


def versions_in_force_on(day: date) -> VersionQuerySet:
    """The versions that decided at any moment of `day` in the department's zone."""
    begins, ends = (
        timezone.make_aware(datetime.combine(midnight, time.min))
        for midnight in (day, day + timedelta(days=1))
    )
    versions = Version.objects.in_force_between(begins, ends).select_related("policy")
    return versions.order_by("policy__slug", "in_force_from")


def compiled(version: Version) -> CompiledPolicy:
    """The rules of `version`, ready to decide; those of a published one are compiled once."""
    if version.published_at is None:
        return compile_pack(pack_of(version), VOCABULARY)
    if version.digest not in _compiled:
        _compiled[version.digest] = compile_pack(pack_of(version), VOCABULARY)
    return _compiled[version.digest]


def rule_keys(version: Version) -> Mapping[str, int]:
    """The key of each rule of a published version, by the rule's identifier."""
    if version.pk not in _rule_keys:
        _rule_keys[version.pk] = dict(version.rules.values_list("identifier", "pk"))
    return _rule_keys[version.pk]


def compiled_in_force(*, at: datetime, slug: str | None = None) -> list[CompiledPolicy]:
    """The policies in force at `at`, or of them the one with this short name, ready to decide."""
    versions = versions_in_force(at)
    return [compiled(version) for version in versions if slug in (None, version.policy.slug)]


def vocabulary_in_force(at: datetime) -> Vocabulary:
    """Every fact that a policy in force at `at` can speak of, its own questions included."""
    facts = dict(VOCABULARY)
    for policy in compiled_in_force(at=at):
        facts.update(policy.vocabulary)
    return Vocabulary(facts.values())


def judge(*, gate: str, facts: Mapping[str, object], at: datetime) -> Verdict:
    """What the policies in force at `at` say, on the product's floor; nothing is kept."""
    return on_the_floor(decide(compiled_in_force(at=at), gate=gate, facts=facts), facts)


def questions_in_force(at: datetime) -> list[Question]:
    """What the policies in force at `at` ask at intake, in the order of the policies."""
    return list(
        Question.objects.filter(version__in=Version.objects.in_force(at))
        .select_related("version__policy")
        .order_by("version__policy__slug", "position")
    )


def demands_of(decision: Decision) -> Demands:
    """What a decision requires on top of its permit, merged over its policies."""
    return merge_requirements(decision.requirements)
