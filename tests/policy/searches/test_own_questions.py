"""The questions of a policy's own on the form: asked when they matter, and facts once answered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from policy.policies.packs import QuestionText
from policy.searches.asking import asked_of_requester
from policy.searches.facts import facts_of
from tests.factories.policies import published_policy
from tests.policy.policies.samples import PACK
from tests.policy.searches.office import AT, Office, draft, fresh
from tests.policy.searches.pages import sent, signed_in, url

pytestmark = pytest.mark.usefixtures("office_hours")

QUESTIONS = (
    QuestionText("sure", "I have compared the images myself.", "attestation", {}, ("submit",)),
    QuestionText("seen_on", "When was it seen?", "date", {}, ("submit",)),
    QuestionText("urgent", "Why is it urgent?", "text", {}, ("submit",), "request.exigent"),
)


@pytest.fixture
def request_(office: Office):
    pack = replace(
        PACK,
        questions=QUESTIONS,
        rules=tuple(rule for rule in PACK.rules if "answer." not in rule.when),
    )
    published_policy(pack, at=AT - timedelta(days=1))
    return draft(office)


def test_attestation_is_a_statement_and_what_does_not_matter_is_not_asked(request_):
    asked = asked_of_requester(request_, AT)

    assert [fact.name for fact in asked.statements] == ["answer.sure"]
    assert "answer.seen_on" in {fact.name for fact in asked.facts}
    assert {"answer.sure", "answer.urgent"}.isdisjoint({fact.name for fact in asked.facts})


def test_form_has_a_box_for_the_statement_and_a_date_control(office, request_):
    response = signed_in(office.requester).get(url("edit", request_.pk, "reason"))

    kinds = {tag["name"]: tag["type"] for tag in response_inputs(response)}
    assert kinds["ask.answer.sure"] == "checkbox"
    assert kinds["ask.answer.seen_on"] == "date"


def response_inputs(response):
    return BeautifulSoup(response.content, "html.parser").select("input[name^=ask]")


@pytest.mark.parametrize(
    ("ticked", "known"),
    [({"ask.answer.sure": "on"}, {"answer.sure": True}), ({}, {})],
    ids=["confirmed", "left open"],
)
def test_confirmed_statement_is_a_fact_and_an_open_one_is_not_known(
    office, request_, ticked, known
):
    data = sent(office, "reason") | {"ask.answer.seen_on": "2026-01-02"} | ticked

    signed_in(office.requester).post(url("edit", request_.pk, "reason"), data)

    facts = facts_of(fresh(request_), AT)
    told = {name: value for name, value in facts.items() if name.startswith("answer.")}
    assert told == {"answer.seen_on": "2026-01-02"} | known
