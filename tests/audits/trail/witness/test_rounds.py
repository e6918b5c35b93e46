"""How often each witness is asked."""

import logging
import threading

import pytest
from pytest_django import Settings

from audits.trail.log.witness_protocol import Witness
from audits.trail.sequencing.witnesses.rounds import Asker, askers
from tests.audits.trail.log.building import SECOND_WITNESS, WITNESS
from tests.audits.trail.witness.strangers import answering, cosigned_by
from tests.audits.trail.witness.trails import Trail

pytestmark = pytest.mark.django_db


def asker(url: str, interval: float = 60) -> Asker:
    return Asker(Witness(WITNESS.verifier, url), interval=interval, cosigned=threading.Event())


def test_after_a_cosignature_the_interval_passes_and_without_news_little(trail: Trail):
    trail.grow(5)

    with answering(cosigned_by(WITNESS)) as (url, _):
        it = asker(url, interval=45)
        pauses = [it.round(), it.round()]

    assert (pauses, it.cosigned.is_set()) == ([45, 1.0], True)


def test_witness_that_fails_is_asked_less_and_less_often_and_it_is_said(
    trail: Trail, caplog: pytest.LogCaptureFixture
):
    trail.grow(5)
    replies = [(500, "full\n")] * 6

    def reply(body: bytes) -> tuple[int, str]:
        return replies.pop() if replies else cosigned_by(WITNESS)(body)

    with caplog.at_level(logging.INFO, "audits"), answering(reply) as (url, _):
        it = asker(url)
        pauses = [it.round() for _ in range(7)]

    said = [record.getMessage() for record in caplog.records]
    assert pauses == [60, 120, 240, 480, 600, 600, 60]
    assert said[0] == (
        "auditor.example/witness did not witness the trail, and is asked again in 60 seconds: "
        "the witness answered with status 500: full"
    )
    assert len(said) == 7
    assert said[6] == f"auditor.example/witness witnesses the trail again, at {trail.size} entries"


def test_each_witness_of_the_settings_has_its_own_rounds(settings: Settings):
    settings.TRAIL_WITNESS_INTERVAL = 30
    settings.TRAIL_WITNESSES = [
        Witness(each.verifier, "http://127.0.0.1:1") for each in (WITNESS, SECOND_WITNESS)
    ]

    found = askers(threading.Event())

    assert [(each.witness.name, each.interval) for each in found] == [
        ("auditor.example/witness", 30),
        ("court.example/witness", 30),
    ]
