"""Which versions decide at a moment, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Value
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
    without,
)
from policy.policies.models import (
    Decision,
    Question,
    Rule,
    Version,
    VersionQuerySet,
    Waiver,
)
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


@dataclass(frozen=True)
class Deciding:
    """A policy in force, whole, and the rules of it that are waived for the case: keys by name."""

    policy: CompiledPolicy
    waivers: Mapping[str, int]

    @property
    def without_waived(self) -> CompiledPolicy:
        return without(self.policy, frozenset(self.waivers)) if self.waivers else self.policy


def deciding_at(
    at: datetime, case_number: str = "", lists: Lists | None = None
) -> dict[int, Deciding]:
    """The policies in force at `at`, ready to decide on a case, by the key of their version.

    Which they are is read each time; a text is read where this process has not compiled it yet.
    """
    lists = lists or current()
    versions = Version.objects.in_force(at).order_by()
    if case_number:
        held = Waiver.objects.holding(case_number, at).filter(rule__version=OuterRef("pk"))
        versions = versions.annotate(waived=Exists(held))
    else:
        versions = versions.annotate(waived=Value(False))
    policies = {
        pk: Deciding(
            _compiled.get((digest, lists.stamp)) or compiled(Version.objects.get(pk=pk), lists),
            _waivers(pk, case_number, at) if waived else {},
        )
        for pk, digest, waived in versions.values_list("pk", "digest", "waived")
    }
    return dict(sorted(policies.items(), key=lambda item: item[1].policy.slug))


def _waivers(version: int, case_number: str, at: datetime) -> dict[str, int]:
    """Of several waivers of one rule the first that was granted, by the rule's identifier."""
    held = Waiver.objects.holding(case_number, at).filter(rule__version=version)
    return dict(held.order_by("-granted_at").values_list("rule__identifier", "pk"))


def compiled_in_force(*, at: datetime, slug: str | None = None) -> list[CompiledPolicy]:
    """The policies in force at `at`, or of them the one with this short name, ready to decide."""
    found = (deciding.policy for deciding in deciding_at(at).values())
    return [policy for policy in found if slug in (None, policy.slug)]


def vocabulary_in_force(at: datetime) -> Vocabulary:
    """Every fact that a policy in force at `at` can speak of, its own questions included."""
    facts = dict(current_vocabulary())
    for policy in compiled_in_force(at=at):
        facts.update(policy.vocabulary)
    return Vocabulary(facts.values())


def judge(
    *, gate: str, facts: Mapping[str, object], at: datetime, case_number: str = ""
) -> Verdict:
    """What the policies in force at `at` say, on the product's floor; nothing is kept.

    What is waived for the case is not asked.
    """
    policies = [found.without_waived for found in deciding_at(at, case_number).values()]
    return on_the_floor(decide(policies, gate=gate, facts=facts), facts)


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
