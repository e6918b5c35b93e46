"""The vocabulary with the lists of the office, and what names an entry."""

from dataclasses import replace
from datetime import date

import pytest

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.lists.shipped import shipped
from policy.policies import actions
from policy.policies.packs import PackError, RequirementText, read_pack, write_pack
from policy.policies.queries import (
    current_vocabulary,
    demands_from,
    ended_in,
    held,
    held_by_code,
    judge,
    uses_of,
)
from policy.policies.vocabulary import VOCABULARY
from policy.policies.vocabulary.lists import LIST_OF, offered_on
from policy.policies.wording import in_words
from tests.factories.lists import AgencyFactory, ended, entered, entry_of
from tests.factories.policies import AT, draft_policy, published_policy
from tests.factories.systems import SystemFactory
from tests.policy.policies.building import a_pack, a_rule

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)
ON_POACHING = a_rule("refuse", 'request.offense == "poaching"')


@pytest.mark.parametrize("name", LIST_OF)
def test_shipped_fact_has_the_codes_of_its_list(name):
    codes = [code for code in VOCABULARY[name].choices if code in shipped(LIST_OF[name])]

    assert codes == list(shipped(LIST_OF[name]))


def test_without_entries_of_the_office_the_vocabulary_is_the_shipped_one():
    found = current_vocabulary()

    assert {name: dict(fact.choices) for name, fact in found.items()} == {
        name: {code: str(words) for code, words in fact.choices.items()}
        for name, fact in VOCABULARY.items()
    }
    assert list(found) == list(VOCABULARY)


def test_entry_stands_in_the_vocabulary_with_the_codes_of_the_fact_itself():
    entered(ListName.ISSUER, "guild", "the guild")

    choices = current_vocabulary()["requester.certificate_issuer"].choices

    assert next(iter(choices)) == "none"
    assert choices["guild"] == "the guild"
    assert "none" not in current_vocabulary()["review.certificate_issuers"].choices


def test_entry_that_ended_stays_in_the_vocabulary_and_is_not_offered():
    ended(ListName.OFFENSE, "abortion", date(2026, 1, 4))
    offense = current_vocabulary()["request.offense"]

    assert "abortion" in offense.choices
    assert "abortion" not in offered_on(offense, current(), DAY).choices
    assert "abortion" in offered_on(offense, current(), date(2026, 1, 4)).choices


def test_rule_on_a_new_code_decides():
    entered(ListName.OFFENSE, "poaching")
    published_policy(a_pack(a_rule("allow"), ON_POACHING))

    assert judge(gate="submit", facts={"request.offense": "poaching"}, at=AT).outcome == "refused"
    assert judge(gate="submit", facts={"request.offense": "arson"}, at=AT).outcome == "permitted"


def test_refusal_proposes_nothing_that_nobody_can_choose():
    ended(ListName.MEDIA, "still", date(2026, 1, 4))
    rule = a_rule("allow", 'request.media in ["still", "sketch"]')
    published_policy(a_pack(rule))

    decision = actions.record_decision(gate="submit", facts={"request.media": "live"}, at=AT)

    assert decision.to_permit == [{"request.media": "sketch"}]


def test_entry_between_two_others_is_judged_by_its_place_at_once():
    published_policy(a_pack(a_rule("allow", 'request.legal_basis >= "probable_cause"')))
    facts = {"request.legal_basis": "subpoena"}
    assert judge(gate="submit", facts=facts, at=AT).outcome == "refused"

    cause = entry_of(ListName.LEGAL_BASIS, "probable_cause")
    entered(ListName.LEGAL_BASIS, "subpoena", "a subpoena", after=cause)

    assert judge(gate="submit", facts=facts, at=AT).outcome == "permitted"


def test_rule_says_the_words_that_the_office_gave():
    version = published_policy(a_pack(a_rule("refuse", 'request.offense == "arson"')))
    arson = entry_of(ListName.OFFENSE, "arson")
    arson.words = "setting fires"

    actions.change_entry(entry=arson, by=None)

    (provision,) = in_words(version)
    assert provision.rules[0].condition == "the request is about setting fires"


def test_pack_on_a_new_code_is_read_with_the_lists_alone():
    entered(ListName.OFFENSE, "poaching")
    entered(ListName.GRADE, "inspector", after=entry_of(ListName.GRADE, "lieutenant"))
    approval = RequirementText("approval", {"rank": "inspector"})
    text = write_pack(a_pack(ON_POACHING, a_rule("require", requirements=(approval,))))

    assert len(read_pack(text, current_vocabulary()).rules) == 2
    with pytest.raises(PackError) as error:
        read_pack(text)
    assert len(error.value.problems) == 2


def test_strictest_rank_is_the_highest_in_the_list():
    entered(ListName.GRADE, "inspector", after=entry_of(ListName.GRADE, "lieutenant"))

    def strictest(*ranks):
        return demands_from([{"kind": "approval", "rank": rank} for rank in ranks]).approver_rank

    assert strictest("inspector", "captain") == "captain"
    assert strictest("inspector", "sergeant") == "inspector"


def test_uses_are_the_rules_questions_and_requirements_that_name_the_entry():
    entered(ListName.OFFENSE, "poaching")
    captain = RequirementText("approval", {"rank": "captain"})
    of_rank = a_rule("require", requirements=(captain,))
    by_rank = a_rule("allow", 'requester.rank >= "captain"')
    version = published_policy(a_pack(ON_POACHING, of_rank, by_rank, a_rule("allow")))

    (poaching,) = uses_of(entry_of(ListName.OFFENSE, "poaching"))
    (rank,) = uses_of(entry_of(ListName.GRADE, "captain"))

    assert (poaching.version, poaching.names) == (version, [ON_POACHING.id])
    assert sorted(set(rank.names)) == sorted([of_rank.id, by_rank.id])
    assert uses_of(entry_of(ListName.GRADE, "chief")) == []


def test_code_of_another_list_is_no_use():
    published_policy(a_pack(a_rule("allow", 'request.media == "still"')))
    entered(ListName.OFFENSE, "still", "running a still")

    assert uses_of(entry_of(ListName.OFFENSE, "still")) == []
    assert len(uses_of(entry_of(ListName.MEDIA, "still"))) == 1


def test_draft_is_told_what_it_names_that_nobody_can_choose():
    entered(ListName.OFFENSE, "poaching", since=date(2026, 2, 1))
    ended(ListName.OFFENSE, "abortion", date(2026, 1, 4))
    rule = a_rule("refuse", 'request.offense in ["abortion", "poaching", "arson"]')
    version = draft_policy(replace(a_pack(rule), questions=()))

    assert [item.code for item in ended_in(version, DAY)] == ["abortion", "poaching"]
    assert [item.code for item in ended_in(version, date(2026, 2, 1))] == ["abortion"]


def test_records_that_hold_a_code_are_counted():
    SystemFactory.create_batch(2, galleries=["missing_persons", "other"])
    AgencyFactory(kind="tribal")

    def told(name, code):
        return [(each.count, each.label) for each in held(entry_of(name, code))]

    assert told(ListName.GALLERY, "missing_persons") == [(2, "systems")]
    assert told(ListName.AGENCY_KIND, "tribal") == [(1, "agency")]
    assert told(ListName.AGENCY_KIND, "foreign") == []
    assert list(held_by_code(ListName.AGENCY_KIND)) == ["tribal"]
