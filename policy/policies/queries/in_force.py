"""Which versions decide at a moment, and what they say."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from policy.language.facts import Vocabulary
from policy.lists.queries import Lists, current
from policy.policies.deciding import (
    CompiledPolicy,
    Demands,
    Verdict,
    compile_pack,
    decide,
    on_the_floor,
)
from policy.policies.models import Decision, Question, Rule, Version, VersionQuerySet
from policy.policies.queries.lists import current_vocabulary, demands_from
from policy.policies.queries.packs import pack_of

# What was made of published versions, which never change: by the digest, which stands for the
# text, with the stamp of the lists that it was read with; and by the key of the version.
_compiled: dict[tuple[str, UUID | None], CompiledPolicy] = {}
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


def compiled(version: Version, lists: Lists | None = None) -> CompiledPolicy:
    """The rules of `version`, ready to decide, with the entries that `lists` has (now, by itself).

    Those of a published one are compiled once for every edition of the lists.
    """
    lists = lists or current()
    if version.published_at is None:
        return compile_pack(pack_of(version), current_vocabulary(lists))
    key = (version.digest, lists.stamp)
    policy = _compiled.get(key)
    if policy is None:
        policy = compile_pack(pack_of(version), current_vocabulary(lists))
        _keep(key, policy)
    return policy


def rule_keys(version: int) -> Mapping[str, int]:
    """The key of each rule of the published version with this key, by the rule's identifier."""
    if version not in _rule_keys:
        rules = Rule.objects.filter(version=version)
        _rule_keys[version] = dict(rules.values_list("identifier", "pk"))
    return _rule_keys[version]


def deciding_at(at: datetime, lists: Lists | None = None) -> dict[int, CompiledPolicy]:
    """The policies in force at `at`, ready to decide, by the key of their version.

    Which they are is read each time; a text is read where this process has not compiled it yet.
    """
    lists = lists or current()
    digests = Version.objects.in_force(at).order_by().values_list("pk", "digest")
    policies = {
        pk: _compiled.get((digest, lists.stamp)) or compiled(Version.objects.get(pk=pk), lists)
        for pk, digest in digests
    }
    return dict(sorted(policies.items(), key=lambda item: item[1].slug))


def compiled_in_force(*, at: datetime, slug: str | None = None) -> list[CompiledPolicy]:
    """The policies in force at `at`, or of them the one with this short name, ready to decide."""
    return [policy for policy in deciding_at(at).values() if slug in (None, policy.slug)]


def vocabulary_in_force(at: datetime) -> Vocabulary:
    """Every fact that a policy in force at `at` can speak of, its own questions included."""
    facts = dict(current_vocabulary())
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
    return demands_from(decision.requirements)


def _keep(key: tuple[str, UUID | None], policy: CompiledPolicy) -> None:
    """In the place of what the edition before made of the same text."""
    for old in [old for old in [*_compiled] if old[0] == key[0]]:
        _compiled.pop(old, None)
    _compiled[key] = policy
