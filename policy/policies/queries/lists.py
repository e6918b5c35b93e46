"""The vocabulary with the lists of the office in it, and what names an entry of a list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from policy.language.conditions import ConditionError, literals_of
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.lists.choices import ListName
from policy.lists.fields import code_fields
from policy.lists.models import Entry
from policy.lists.queries import Item, Lists, current
from policy.policies.deciding import Demands, merge_requirements
from policy.policies.deciding.verdicts import Requirement
from policy.policies.models import Version
from policy.policies.packs import Pack, sound_vocabulary
from policy.policies.queries.packs import WHOLE, pack_of
from policy.policies.vocabulary import VOCABULARY
from policy.policies.vocabulary.lists import LIST_OF, with_lists

# Of the latest edition alone.
_vocabularies: dict[UUID | None, Vocabulary] = {}

Named = tuple[ListName, str]


@dataclass(frozen=True)
class Use:
    """A version that names an entry; `names` are its rules, questions and assurances that do."""

    version: Version
    names: Sequence[str]


@dataclass(frozen=True)
class Held:
    """How many rows of the register hold a code, and what they are called."""

    label: str
    count: int


def current_vocabulary(lists: Lists | None = None) -> Vocabulary:
    """Every fact that ships, with the entries that the lists have now; kept for each edition."""
    lists = lists or current()
    found = _vocabularies.get(lists.stamp)
    if found is None:
        found = with_lists(VOCABULARY, lists)
        _vocabularies.clear()
        _vocabularies[lists.stamp] = found
    return found


def demands_from(requirements: Sequence[Requirement]) -> Demands:
    """These requirements merged, by the order that the ranks have in their list."""
    return merge_requirements(requirements, grades=current().codes(ListName.GRADE))


def entries_of(name: ListName) -> QuerySet[Entry]:
    """The entries of one list in order."""
    return Entry.objects.filter(list=name).select_related("attempt_of").order_by("position")


def uses_of(entry: Entry) -> list[Use]:
    """The versions that name `entry` in a condition or in a requirement, the newest first."""
    spoken = Q()
    for field in ("rules__when", "questions__when", "assurances__never"):
        spoken |= Q(**{f"{field}__contains": entry.code})
    spoken |= Q(rules__requirements__details__contains=[["rank", entry.code]])
    versions = Version.objects.filter(spoken).distinct().order_by("-created_at")
    wanted = (ListName(entry.list), entry.code)
    uses = (
        Use(version, [name for name, named in named_in(version) if wanted in named])
        for version in versions.prefetch_related(*WHOLE)
    )
    return [use for use in uses if use.names]


def ended_in(version: Version, day: date) -> list[Item]:
    """The entries that `version` names and that are not, or no longer, offered on `day`."""
    lists = current()
    named = {entry for _name, entries in named_in(version) for entry in entries}
    items = [lists.items[name].get(code) for name, code in sorted(named)]
    return [item for item in items if item and not item.holds_on(day)]


def named_in(version: Version) -> Iterator[tuple[str, frozenset[Named]]]:
    """Each rule, question and assurance of `version`, with the entries of lists that it names.

    A condition that cannot be read yet, as a draft's may be, names nothing.
    """
    pack = pack_of(version)
    vocabulary = sound_vocabulary(pack, current_vocabulary())
    for name, condition in _conditions(pack):
        yield name, _named(condition, vocabulary)
    for rule in pack.rules:
        ranks = (
            rule.waivable_by,
            *(requirement.details.get("rank") for requirement in rule.requirements),
        )
        yield rule.id, frozenset((ListName.GRADE, str(rank)) for rank in ranks if rank)


def held_by_code(name: ListName) -> Mapping[str, list[Held]]:
    """For each code of a list, what holds it; a kind of row whose rows do not is left out."""
    held: dict[str, list[Held]] = {}
    for model, field, of in code_fields():
        if of == name and not hasattr(field, "base_field"):
            counted = model.objects.exclude(**{field.name: ""}).values_list(field.name)
            for code, count in counted.annotate(Count("pk")).order_by():
                held.setdefault(code, []).append(_held(model, count))
    return held


def held(entry: Entry) -> list[Held]:
    """What holds the code of `entry`."""
    found = []
    for model, field, of in code_fields():
        if of == entry.list:
            lookup = f"{field.name}__contains" if hasattr(field, "base_field") else field.name
            value: Any = [entry.code] if hasattr(field, "base_field") else entry.code
            found.append(_held(model, model.objects.filter(**{lookup: value}).count()))
    return [each for each in found if each.count]


def _held(model: Any, count: int) -> Held:
    meta = model._meta
    return Held(str(meta.verbose_name if count == 1 else meta.verbose_name_plural), count)


def _conditions(pack: Pack) -> Iterator[tuple[str, str]]:
    yield from ((rule.id, rule.when) for rule in pack.rules)
    yield from ((question.name, question.when) for question in pack.questions)
    yield from ((assurance.id, assurance.never) for assurance in pack.assurances)


def _named(condition: str, vocabulary: Vocabulary) -> frozenset[Named]:
    if not condition:
        return frozenset()
    try:
        literals = literals_of(parse(condition, vocabulary))
    except ConditionError:
        return frozenset()
    return frozenset(
        (LIST_OF[fact], str(code))
        for fact, codes in literals.items()
        if fact in LIST_OF
        for code in codes
    )
