import json
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from policy.policies.packs import shipped_packs


def answer(**options):
    output = StringIO()
    call_command("packs", stdout=output, **options)
    return output.getvalue()


def test_reference_page_is_current():
    page = Path(settings.BASE_DIR, "docs", "packs.md").read_text(encoding="utf-8")

    assert page == answer(markdown=True)


def test_reference_page_says_that_it_is_no_legal_advice_and_what_was_only_recalled():
    page = answer(markdown=True)

    assert "None of it is legal advice" in page
    assert (
        "| F | What helps the defense | recorded |  | recalled "
        "| Recalled, not read in a source: verify before relying on it. |"
    ) in page.splitlines()


def test_json_counts_how_the_clauses_of_each_pack_are_carried_out():
    packs = {each["slug"]: each for each in json.loads(answer(json=True))}

    assert packs["lapd-notice-2020"] == {
        "slug": "lapd-notice-2020",
        "title": "Notice on face recognition, November 2020",
        "issuer": "Los Angeles Police Department, Office of Operations",
        "clauses": 3,
        "enforced": 3,
        "evidenced": 0,
        "recorded": 0,
        "untestable": 0,
        "to_check": 0,
        "rules": 7,
        "cases": 12,
    }
    marks = ("enforced", "evidenced", "recorded", "untestable")
    assert all(each["clauses"] == sum(map(each.get, marks)) for each in packs.values())


def test_text_has_a_line_for_every_pack():
    lines = answer().splitlines()

    assert [line.split()[0] for line in lines] == list(shipped_packs())
