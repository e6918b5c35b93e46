"""References between clauses as links, wherever clauses are quoted."""

import pytest

from policy.policies.actions import record_decision
from policy.policies.packs import read_pack, write_pack
from policy.policies.wording import with_links
from policy.searches.wording.quotes import quotes_of_decision
from tests.factories.policies import AT, fresh, published_policy
from tests.policy.policies.building import a_rule
from tests.policy.policies.drafts import clause, clauses, linked_pack

pytestmark = pytest.mark.django_db


def test_reference_leads_to_its_clause_on_the_page_of_the_version():
    version = published_policy(linked_pack())
    key = clause(version, "3").pk

    assert with_links("See [clause 3].", version) == (
        f"See [clause 3]({version.get_absolute_url()}#clause-{key})."
    )
    assert with_links("[clause 3]", version, "") == f"[clause 3](#clause-{key})"


def test_reference_to_a_clause_that_is_not_there_stays_as_it_is_written():
    version = published_policy(linked_pack())

    assert with_links("See [clause 9].", version) == "See [clause 9]."


def test_text_without_references_asks_nothing(django_assert_num_queries):
    version = fresh(published_policy(linked_pack()))

    with django_assert_num_queries(0):
        assert with_links("See clause 3.", version) == "See clause 3."


def test_clause_behind_a_decision_is_quoted_with_its_references_as_links():
    rule = a_rule("refuse", clause="1")
    version = published_policy(linked_pack(rules=(rule,), cases=()))
    decision = record_decision(gate="submit", facts={}, at=AT)

    (quote,) = quotes_of_decision(decision)

    key = clause(version, "3").pk
    assert quote.text == f"See [clause 3]({version.get_absolute_url()}#clause-{key})."


def test_pack_with_references_is_written_as_it_was_read():
    pack = linked_pack(clauses=clauses("See [clause 3].", "See [clause 1].", "[clause 2]"))

    assert read_pack(write_pack(pack)) == pack
