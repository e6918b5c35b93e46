"""The main job in a real browser, on the demonstration, each person signed in as themselves."""

import re
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from policy.searches.choices import State
from tests.e2e.visiting import Visitor, asks_for_a_search, newest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("department", "live_server")
def test_refused_on_clearview_then_lawful_on_lacris_to_the_report(
    visitor: Visitor, live_server: LiveServer
):
    # The requester asks on a commercial service, and reads the clause that refuses it.
    visitor.signs_in("detective")
    asks_for_a_search(visitor, "Clearview AI")
    refusal = visitor.reads()
    assert "No one may use a commercial third party's face-recognition service" in refusal
    assert "Notice on face recognition, November 2020" in refusal
    refused = newest()
    assert (refused.state, refused.system.name) == (State.REFUSED, "Clearview AI")

    # The same on the county's system goes into approval.
    asks_for_a_search(visitor, "LACRIS")
    request = newest()
    assert (request.state, request.system.name) == (State.IN_APPROVAL, "LACRIS")

    # The supervisor finds it among the requests of the command, and approves it.
    visitor.signs_in("supervisor")
    visitor.follows("Requests")
    visitor.follows(request.number)
    visitor.follows("Approve, deny or return")
    visitor.presses("Approve")
    request.refresh_from_db()
    assert request.state == State.APPROVED

    # The examiner runs it, records the result, finds a lead and releases it.
    visitor.signs_in("examiner")
    visitor.follows("Requests")
    visitor.follows(request.number)
    visitor.follows("Run the search")
    visitor.confirms_everything()
    visitor.presses("Start the search")
    visitor.follows("Record the result")
    visitor.page.get_by_label("Candidates returned by the system").fill("6")
    visitor.presses("Record the result")
    visitor.follows("Review the candidates")
    visitor.page.get_by_text("One candidate is an investigative lead").click()
    visitor.page.get_by_label("Candidate", exact=False).last.fill("BK-204417")
    visitor.page.get_by_label("Grounds").fill("Ear, hairline and a scar agree.")
    visitor.presses("Record the review")
    visitor.follows("Release the lead")
    visitor.presses("Release the lead")
    request.refresh_from_db()
    assert request.state == State.LEAD_RELEASED
    assert "not an identification" in visitor.reads()

    # The auditor makes the report of this month, and downloads its PDF.
    visitor.signs_in("auditor")
    visitor.follows("Reports")
    visitor.follows("Make a report")
    visitor.page.get_by_text("This month").first.click()
    visitor.presses("Make the report")
    assert "No commercial service" in visitor.reads()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=re.compile("PDF")).first.click()
    pdf = Path(download.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
