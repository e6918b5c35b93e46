"""The rule builder in a real browser: live, by keyboard alone, on a desk and on a phone."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from policy.policies.models import Rule
from tests.factories.policies import draft_policy
from tests.policy.browsing import sign_in as signed
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.editors import place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _on_the_next_day() -> None:
    """A browser keeps its own time, and so does this test."""


@pytest.fixture
def version():
    return draft_policy(PACK)


@pytest.fixture
def officer(page, live_server, version) -> Page:
    return signed(page, live_server, version.author)


def press(page: Page, key: str, times: int = 1) -> None:
    for _time in range(times):
        page.keyboard.press(key)


def test_rule_is_built_live_and_saved(officer, version):
    page = officer
    page.goto(place(version, "rule_new") + "?clause=2")
    source, sentence = page.locator("#id_when-source"), page.locator("#id_when-english")

    page.get_by_text("Submit the request").click()
    page.get_by_role("button", name="Add a row").click()
    expect(page.locator("#id_when-0-fact")).to_be_focused()
    page.get_by_label("Row 1: what it asks about").select_option(label="Offense")
    page.get_by_text("Homicide", exact=True).click()
    expect(source).to_have_value('request.offense in ["homicide"]')
    expect(sentence).to_have_value("the request is about homicide")

    source.fill("request.exigent || system.is_trial")
    press(page, "Tab")
    expect(sentence).to_have_value(
        "there are exigent circumstances or the account on the system is a free trial"
    )
    expect(page.get_by_label("When", exact=True)).to_have_value("any")

    sentence.fill("When the request is not about arson.")
    press(page, "Tab")
    expect(source).to_have_value('request.offense != "arson"')
    expect(page.get_by_label("Row 1: how it is compared")).to_have_value("!=")

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert Rule.objects.get(identifier="2-refuse").when == 'request.offense != "arson"'


def test_rule_is_built_by_keyboard_alone(officer, version):
    page = officer
    page.goto(place(version, "rule_new") + "?clause=2")

    page.get_by_label("Submit the request").focus()
    press(page, "Space")
    expect(page.get_by_label("Submit the request")).to_be_focused()
    page.locator("#id_when-add-row").focus()
    press(page, "Enter")
    expect(page.locator("#id_when-0-fact")).to_be_focused()
    page.keyboard.type("Exigent")
    expect(page.locator("#id_when-source")).to_have_value("request.exigent")
    expect(page.locator("#id_when-0-fact")).to_be_focused()
    press(page, "Tab")
    expect(page.locator("#id_when-0-operator")).to_be_focused()
    press(page, "ArrowDown")
    expect(page.locator("#id_when-source")).to_have_value("!request.exigent")
    press(page, "Tab")
    expect(page.locator("#id_when-0-remove")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#id_when-source")).to_have_value("")
    expect(page.locator("#id_when-add-row")).to_be_focused()


def test_editors_break_no_rule_of_accessibility_and_fit(officer, version, flaws):
    page, found = officer, []
    rules, questions = version.rules, version.questions
    version.rules.filter(identifier="1-refuse").update(when="system.ownershp == \n 'x'")

    for path in (
        place(version, "rule", rules.get(identifier="2-require").pk),
        place(version, "rule", rules.get(identifier="1-refuse").pk),
        place(version, "rule", rules.get(identifier="1-except").pk),
        place(version, "question", questions.get(name="danger").pk),
        place(version, "assurance", version.assurances.last().pk),
        place(version, "case_new"),
        place(version, "quiz_new"),
        place(version, "rule_delete", rules.first().pk),
    ):
        page.goto(path)
        found += flaws(page)

    assert found == []


def test_rows_that_are_wrong_break_no_rule_of_accessibility(officer, version, axe):
    page = officer
    page.goto(place(version, "rule_new"))
    page.get_by_role("button", name="Add a group").click()
    expect(page.locator("#id_when-0-0-fact")).to_be_focused()
    page.locator("#id_when-0-0-fact").select_option("system.true_positive_rate")
    expect(page.locator("#id_when-0-0-value-0")).to_be_visible()
    page.locator("#id_when-0-0-value-0").fill("many")
    press(page, "Tab")
    expect(page.get_by_text("Expected a number")).to_be_visible()

    assert axe(page) == []


def test_what_is_typed_while_the_answer_is_on_its_way_stays(officer, version):
    page = officer
    page.goto(place(version, "quiz_new"))
    page.route("**/quiz/new/", slowly)

    page.locator("#id_choice-0-words").fill("Only the trained")
    press(page, "Tab")
    page.locator("#id_choice-1-words").focus()
    page.keyboard.type("Any")
    expect(page.locator("#id_choice-0-code")).to_have_value("only_the_trained")
    page.keyboard.type("one")
    expect(page.locator("#id_choice-1-words")).to_have_value("Anyone")
    press(page, "Tab")

    expect(page.locator("#id_choice-1-code")).to_have_value("anyone")


def slowly(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()
