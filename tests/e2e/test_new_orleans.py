"""An ordinance in the browser, from an empty page to a refusal by its clause, no file touched."""

import re
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from config.demo.content import lawful_content
from config.demo.images import draw_probe
from policy.personnel.models import Account
from policy.policies.choices import Offense, VersionState
from policy.policies.models import Version
from policy.searches import actions
from policy.searches.choices import State
from policy.searches.models import SearchRequest
from policy.systems.models import System
from tests.e2e.visiting import Visitor, asks_for_a_search, newest

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Face recognition in New Orleans"
CLAUSES = {
    "Ban": "The department uses no face recognition, but for what [clause 2] allows.",
    "Serious violent crime": "It may be used to solve a crime of this list or find the missing.",
    "Never": "It is never used about an abortion, or about what adults agree to do.",
    "Afterward, from stills": "Only still images are searched, and only after the fact.",
    "Two reviewers": "Two people review every result, apart from each other, before it is used.",
    "Supervisor": "A supervisor above the requester approves every request.",
}
SEARCHING = ("Submit the request", "Approve the request", "Run the search")
ALLOWED = (
    "the request is about homicide, rape, kidnapping, armed robbery, robbery, or carjacking; or "
    "the purpose is identifying a missing person"
)
PRIVATE = ("An offense related to abortion", "Consensual sexual conduct of adults")
QUESTION = "Was the image taken after the incident?"
ASSURANCE = "No search is ever made about an abortion."
EXAMPLE = {
    "Offense": "Identity fraud",
    "Purpose": "Identifying a suspect",
    "Kind of image": "A still photograph",
    QUESTION: "Yes",
}
QUIZ = "May a search be asked for in a case of fraud?"


def account(username: str) -> Account:
    return Account.objects.select_related("person__unit").get(username=username)


def the_version() -> Version:
    return Version.objects.get(title=TITLE)


def given_a_permitted_request_about_fraud() -> SearchRequest:
    """Two days ago, under the policies of then."""
    by, at = account("detective"), timezone.now() - timedelta(days=2)
    random = Random(1)  # noqa: S311
    content = lawful_content(random, by.member.unit.code, System.objects.get(name="LACRIS"))
    request = actions.create(by=by, at=at)
    actions.attach_probe_image(request=request, by=by, at=at, upload=draw_probe(random))
    actions.save_content(
        request=request, by=by, at=at, content=content | {"offense": Offense.IDENTITY_FRAUD}
    )
    actions.submit(request=request, by=by, at=at)
    request.refresh_from_db()
    assert request.state == State.IN_APPROVAL
    return request


def begins_a_policy(visitor: Visitor) -> None:
    visitor.follows("Policy")
    visitor.follows("All versions")
    visitor.follows("New policy")
    visitor.page.get_by_label("Title").fill(TITLE)
    visitor.presses("Begin the draft")
    visitor.writes("Issuer", "City Council")
    visitor.writes("Source", "Written anew from published accounts of the ordinance.")


def writes_the_clauses(visitor: Visitor) -> None:
    for heading, text in CLAUSES.items():
        visitor.adds("Add a clause")
        visitor.field("Heading").fill(heading)
        visitor.field("Text").fill(text)
        visitor.picks("How it is kept", "enforced by a rule")
    visitor.page.get_by_role("link", name="Close", exact=True).click()
    visitor.settles()


def adds_a_question(visitor: Visitor) -> None:
    visitor.follows("Add a question")
    visitor.writes("Question", QUESTION)
    visitor.presses("Save")


def begins_a_rule(visitor: Visitor, clause: int, effect: str, *gates: str) -> None:
    visitor.follows(f"Add a rule to clause {clause}")
    visitor.ticks("At which gates", *gates)
    visitor.ticks("What it does", effect)


def adds_a_row(visitor: Visitor, row: int, fact: str, *values: str) -> None:
    visitor.adds("Add a row")
    visitor.picks(f"Row {row}: what it asks about", fact)
    visitor.ticks(f"Row {row}: values", *values)


def adds_a_rule(visitor: Visitor, clause: int, effect: str, gates: tuple[str, ...]) -> None:
    """One without a condition."""
    begins_a_rule(visitor, clause, effect, *gates)
    adds_a_row(visitor, 1, "In every case")
    visitor.presses("Save")


def forbids_what_is_private(visitor: Visitor, *gates: str) -> None:
    begins_a_rule(visitor, 3, "Forbids", *gates)
    adds_a_row(visitor, 1, "Offense", *PRIVATE)
    visitor.presses("Save")


def requires(visitor: Visitor, clause: int, gate: str, kind: str, **details: str) -> None:
    begins_a_rule(visitor, clause, "Requires", gate)
    adds_a_row(visitor, 1, "In every case")
    visitor.picks("Kind of requirement", kind)
    visitor.adds("Add a requirement")
    for field, value in details.items():
        visitor.writes(field.replace("_", " "), value)
    visitor.presses("Save")


def writes_the_rules(visitor: Visitor) -> None:
    adds_a_rule(visitor, 1, "Refuses", SEARCHING)
    begins_a_rule(visitor, 2, "Excepts", *SEARCHING)
    visitor.writes("The same as a sentence", ALLOWED)
    visitor.presses("Save")
    forbids_what_is_private(visitor, "Submit the request", "Approve the request")
    begins_a_rule(visitor, 4, "Forbids", *SEARCHING)
    visitor.picks("When", "any of these holds")
    adds_a_row(visitor, 1, "Kind of image", "A live video stream", "A sketch")
    adds_a_row(visitor, 2, QUESTION)
    visitor.picks("Row 2: how it is compared", "no")
    visitor.presses("Save")
    adds_a_rule(visitor, 5, "Allows", ("Release a lead",))
    requires(visitor, 5, "Release a lead", "Review by examiners", How_many_examiners="2")
    requires(visitor, 6, "Submit the request", "Approval", How_many_approvals="1")


def adds_an_assurance(visitor: Visitor) -> None:
    visitor.follows("Add an assurance")
    visitor.writes("What is guaranteed", ASSURANCE)
    visitor.ticks("At which gates", *SEARCHING)
    adds_a_row(visitor, 1, "Offense", PRIVATE[0])
    visitor.presses("Save")


def adds_a_case(visitor: Visitor) -> None:
    visitor.follows("Add a case")
    visitor.writes("What happens in the example", "A detective asks about a stolen identity.")
    for number, (fact, value) in enumerate(EXAMPLE.items(), start=1):
        visitor.adds("Add a fact")
        visitor.picks(f"Fact {number}", fact)
        visitor.picks(f"Value of fact {number}", value)
    visitor.ticks("By which clauses", "1")
    expect(visitor.page.get_by_role("region", name="What comes of it now")).to_contain_text("Green")
    visitor.presses("Save")


def adds_a_quiz_question(visitor: Visitor) -> None:
    visitor.follows("Add a quiz question")
    visitor.writes("Question", QUIZ)
    visitor.writes("Choice 1", "Yes, with an approval")
    visitor.writes("Choice 2", "No, fraud is not on the list")
    visitor.ticks("Choice 2", "Right")
    visitor.presses("Save")


def when_the_officer_drafts_it(visitor: Visitor) -> None:
    visitor.signs_in("policy")
    begins_a_policy(visitor)
    writes_the_clauses(visitor)
    adds_a_question(visitor)
    writes_the_rules(visitor)
    adds_an_assurance(visitor)
    adds_a_case(visitor)
    adds_a_quiz_question(visitor)


def opens(visitor: Visitor, page: str = "") -> None:
    visitor.page.goto(f"{the_version().get_absolute_url()}{page}")


def sends_it_to_review(visitor: Visitor) -> None:
    visitor.follows("Send to review")
    visitor.ticks("Reviewers", account("policy2").display_name)
    visitor.presses("Send to review")


def then_an_assurance_fails_with_an_example(visitor: Visitor) -> None:
    """On the page of the analysis, and in the refusal of the review."""
    visitor.follows("Analysis")
    failed = visitor.page.get_by_role("listitem").filter(has_text=ASSURANCE)
    expect(failed).to_contain_text("Fails")
    expect(failed).to_contain_text(re.compile("For example: .*abortion"))
    opens(visitor, "draft/")
    sends_it_to_review(visitor)
    expect(visitor.main).to_contain_text(re.compile(f"fails: {re.escape(ASSURANCE)} .*abortion"))
    assert the_version().state == VersionState.DRAFT


def when_the_missing_rule_is_added(visitor: Visitor) -> None:
    opens(visitor, "draft/")
    forbids_what_is_private(visitor, "Run the search")
    opens(visitor, "analysis/")
    mended = visitor.page.get_by_role("listitem").filter(has_text=ASSURANCE)
    expect(mended).to_contain_text("Holds")


def then_a_replay_names_the_flip(visitor: Visitor, flipped: SearchRequest) -> str:
    """The address of the replay."""
    opens(visitor)
    visitor.follows("Replay")
    visitor.presses("Replay")
    row = visitor.page.get_by_role("row").filter(has_text=flipped.number)
    expect(row).to_contain_text(re.compile("permitted.*refused.* 1", re.DOTALL))
    return visitor.page.url


def when_others_sign_it_off_approve_and_publish(visitor: Visitor, replay: str) -> None:
    opens(visitor, "draft/")
    sends_it_to_review(visitor)
    assert the_version().state == VersionState.IN_REVIEW
    visitor.signs_in("policy2")
    visitor.page.goto(replay)
    visitor.presses("Sign off")
    visitor.page.goto("/")
    visitor.follows(re.compile(TITLE))
    visitor.follows("Approve")
    visitor.presses("Approve")
    visitor.follows("Publish")
    unit = visitor.page.get_by_role("group", name="Units that it binds")
    unit.get_by_text(account("detective").member.unit.name).click()
    visitor.presses("Publish")
    assert the_version().state == VersionState.PUBLISHED


def then_the_detective_reads_and_signs(visitor: Visitor) -> None:
    visitor.signs_in("detective")
    visitor.follows(re.compile(TITLE))
    visitor.ticks(QUIZ, "No, fraud")
    visitor.page.get_by_text("I have read this version").click()
    visitor.page.get_by_label("Your name, as a signature").fill(account("detective").member.name)
    visitor.presses("Sign")
    expect(visitor.main).to_contain_text(TITLE)


def then_the_page_shows_who_has_not(visitor: Visitor) -> None:
    visitor.signs_in("policy")
    opens(visitor, "acknowledgments/")
    bound = account("detective").member.unit.people.exclude(account__username="detective")
    missing = visitor.page.locator("tbody th[scope=row]").all_inner_texts()
    assert missing == sorted(f"{person.last_name}, {person.first_name}" for person in bound)


def then_abortion_is_refused_by_the_new_clause(visitor: Visitor) -> None:
    visitor.signs_in("detective")
    asks_for_a_search(visitor, "LACRIS", offense="An offense related to abortion", answers=["Yes"])
    verdict = visitor.page.get_by_role("region", name="Decision")
    expect(verdict).to_contain_text(CLAUSES["Never"])
    expect(verdict).to_contain_text(TITLE)
    assert newest().state == State.REFUSED


@pytest.mark.usefixtures("department", "live_server")
def test_ordinance_is_drafted_mended_replayed_published_signed_and_refuses(visitor: Visitor):
    flipped = given_a_permitted_request_about_fraud()

    when_the_officer_drafts_it(visitor)
    then_an_assurance_fails_with_an_example(visitor)

    when_the_missing_rule_is_added(visitor)
    replay = then_a_replay_names_the_flip(visitor, flipped)

    when_others_sign_it_off_approve_and_publish(visitor, replay)
    then_the_detective_reads_and_signs(visitor)
    then_the_page_shows_who_has_not(visitor)

    then_abortion_is_refused_by_the_new_clause(visitor)
