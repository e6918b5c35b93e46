"""Which facts have the codes of a list, and the vocabulary with the lists of the office in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from policy.language.facts import Fact, Vocabulary
from policy.lists.choices import ListName
from policy.lists.queries import Lists
from policy.lists.shipped import shipped

LIST_OF: Mapping[str, ListName] = {
    "system.galleries": ListName.GALLERY,
    "system.performing_entity": ListName.PERFORMING_ENTITY,
    "request.agency_kind": ListName.AGENCY_KIND,
    "request.case_status": ListName.CASE_STATUS,
    "request.offense": ListName.OFFENSE,
    "request.offense_grade": ListName.OFFENSE_GRADE,
    "request.purpose": ListName.PURPOSE,
    "request.legal_basis": ListName.LEGAL_BASIS,
    "request.subject_role": ListName.SUBJECT_ROLE,
    "request.media": ListName.MEDIA,
    "request.image_source": ListName.IMAGE_SOURCE,
    "requester.certificate_issuer": ListName.ISSUER,
    "requester.rank": ListName.GRADE,
    "approver.rank": ListName.GRADE,
    "operator.certificate_issuer": ListName.ISSUER,
    "review.certificate_issuers": ListName.ISSUER,
    "release.recipient": ListName.RECIPIENT,
    "act.kind": ListName.ACT_KIND,
}


def with_lists(vocabulary: Vocabulary, lists: Lists) -> Vocabulary:
    """`vocabulary` with every entry that its lists ever had, those that ended included."""
    return Vocabulary(
        _with_choices(fact, lists.choices(LIST_OF[name])) if name in LIST_OF else fact
        for name, fact in vocabulary.items()
    )


def offered_on(fact: Fact, lists: Lists, day: date) -> Fact:
    """`fact` with only those choices of a list that someone may still give on `day`."""
    if fact.name not in LIST_OF:
        return fact
    return _with_choices(fact, lists.offered(LIST_OF[fact.name], day))


def _with_choices(fact: Fact, entries: list[tuple[str, str]]) -> Fact:
    """A code of the fact's own, such as the issuer “no one”, stays before those of the list."""
    listed = shipped(LIST_OF[fact.name])
    own = {
        code: words
        for code, words in fact.choices.items()
        if code not in listed and code not in dict(entries)
    }
    return replace(fact, choices={**own, **dict(entries)}) if own or entries else fact
