import json
from io import StringIO

from django.core.management import call_command

from policy.policies.vocabulary import VOCABULARY


def answer(**options):
    output = StringIO()
    call_command("vocabulary", stdout=output, **options)
    return output.getvalue()


def test_json_has_every_fact_in_its_order():
    facts = json.loads(answer(json=True))

    assert [fact["name"] for fact in facts] == list(VOCABULARY)
    assert facts[2] == {
        "name": "system.ownership",
        "kind": "choice",
        "label": "ownership of the system",
        "known_from": "submit",
        "choices": {
            "department": "the department's own",
            "government": "a government partner's",
            "commercial": "a commercial third party's",
        },
    }


def test_text_has_a_line_for_every_fact():
    lines = answer().splitlines()

    assert [line.split()[0] for line in lines] == list(VOCABULARY)
    assert lines[-1].split(maxsplit=3) == [
        "record.erasure_asked",
        "yes_no",
        "keep",
        "request of the person to have the record erased",
    ]


def test_markdown_has_a_row_for_every_fact():
    rows = [line for line in answer(markdown=True).splitlines() if line.startswith("| `")]

    assert [row.split("`")[1] for row in rows] == list(VOCABULARY)
    assert rows[2] == "| `system.ownership` | choice | submit | ownership of the system |"
