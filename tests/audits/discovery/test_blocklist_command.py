"""`manage.py blocklist`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.audits.discovery.importing import AT
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db


def blocklist(*words: str) -> str:
    out = StringIO()
    call_command("blocklist", *words, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def systems() -> None:
    bad = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=bad, domain="clearview.ai")
    HostNameFactory(system=SystemFactory(), domain="facesearch.county.example")


def test_list_has_what_is_prohibited_and_nothing_that_is_allowed(time_machine):
    time_machine.move_to(AT, tick=False)

    assert blocklist("--form", "dnsmasq").splitlines() == [
        "# Face-recognition services that are not allowed, as of 2026-03-02 18:00 UTC.",
        "# Names: 1, of services: 1. Names below each count as well.",
        "local=/clearview.ai/",
    ]


def test_plain_host_names_are_what_it_writes_unasked():
    assert blocklist().splitlines()[2:] == ["clearview.ai"]


def test_answer_in_json():
    assert json.loads(blocklist("--json")) == {
        "count": 1,
        "names": [{"host": "clearview.ai", "service": "Clearview AI"}],
    }


def test_form_that_is_none_is_refused_with_those_there_are():
    with pytest.raises(CommandError, match="choose from 'hosts', 'squid', 'panos'") as refused:
        blocklist("--form", "x")

    assert refused.value.returncode == 2
