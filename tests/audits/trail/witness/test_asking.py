"""The log's side: what it asks of a witness, and what it believes."""

from datetime import UTC, datetime

import pytest

from audits.trail.log import cosignatures, notes
from audits.trail.log.witness_protocol import Witness, read_request
from audits.trail.models import Cosignature
from audits.trail.sequencing.witnesses.asking import NotWitnessed, ask
from audits.trail.sequencing.witnesses.proving import request_for
from tests.audits.trail.log.building import SECOND_WITNESS, WITNESS
from tests.audits.trail.witness.logs import log_number
from tests.audits.trail.witness.running import Running, free_port
from tests.audits.trail.witness.strangers import answering, cosigned_by, silent
from tests.audits.trail.witness.trails import Trail

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


def test_cosignature_is_kept_as_a_line_of_the_checkpoint(trail: Trail, witness: Running):
    latest = trail.grow(5)

    size = ask(witness.as_setting, at=now())

    kept = Cosignature.objects.get()
    signed = notes.parse(f"{latest.note}{kept.line}\n")
    seen = cosignatures.verify(signed, [witness.key])
    assert (size, kept.checkpoint, kept.witness) == (latest.size, latest, witness.key.name)
    assert [each.at for each in seen] == [kept.at.timestamp()]
    assert f"size {latest.size}\n" in witness.state(trail.log.name)


def test_growth_is_proved_from_what_was_witnessed_last(trail: Trail, witness: Running):
    sizes = []
    for count in (5, 300, 1):
        trail.grow(count)
        sizes.append(ask(witness.as_setting, at=now()))

    kept = Cosignature.objects.order_by("pk").values_list("checkpoint__size", flat=True)
    assert sizes == list(kept) == [trail.size - 301, trail.size - 1, trail.size]


def test_what_was_witnessed_is_not_asked_again(trail: Trail):
    trail.grow(5)

    with answering(cosigned_by(WITNESS)) as (url, bodies):
        asked = [ask(Witness(WITNESS.verifier, url), at=now()) for _ in range(2)]

    assert (asked, len(bodies)) == ([trail.size, None], 1)


def test_empty_trail_is_not_asked_for():
    assert ask(Witness(WITNESS.verifier, "http://127.0.0.1:1"), at=now()) is None


def test_witness_that_knows_another_size_is_asked_once_more_from_there(
    trail: Trail, witness: Running
):
    first = trail.grow(13)
    witness.post(str(request_for(first, old_size=0)))  # and the answer was lost
    latest = trail.grow(7)

    assert ask(witness.as_setting, at=now()) == latest.size


def test_witness_that_cannot_decide_is_not_asked_for_ever(trail: Trail):
    trail.grow(5)
    sizes = iter(range(1, 10))

    with (
        answering(lambda body: (409, f"{next(sizes)}\n")) as (url, bodies),
        pytest.raises(NotWitnessed, match="it has seen 2 entries, and said otherwise before"),
    ):
        ask(Witness(WITNESS.verifier, url), at=now())

    assert [read_request(body).old_size for body in bodies] == [0, 1]


def test_log_that_was_rolled_back_is_told_so(trail: Trail, witness: Running):
    latest = trail.grow(5)
    witness.post(trail.log.ask(0, latest.size + 10))  # of a history that is no more

    with pytest.raises(NotWitnessed, match=f"has seen {latest.size + 10} entries, the checkpoint"):
        ask(witness.as_setting, at=now())


def test_rewritten_log_gets_no_cosignature(trail: Trail, witness: Running):
    witness.post(trail.log.ask(0, 3))  # of another history
    trail.grow(5)

    with pytest.raises(NotWitnessed, match="does not continue the one that the witness has seen"):
        ask(witness.as_setting, at=now())

    assert Cosignature.objects.count() == 0


def flipped(body: bytes) -> tuple[int, str]:
    status, line = cosigned_by(WITNESS)(body)
    return status, line[:-10] + "AAAAAAA==\n"


LIES = {
    "another key": (
        cosigned_by(SECOND_WITNESS),
        "with a key that is not known",
    ),
    "bad signature": (flipped, "cosignature is not valid"),
    "of another checkpoint": (
        lambda body: cosigned_by(WITNESS)(log_number(0).ask(0, 3).encode()),
        "cosignature is not valid",
    ),
    "no cosignature": (lambda body: (200, "OK\n"), "is not valid"),
    "long ago": (cosigned_by(WITNESS, at=0), "its clock is off: it cosigned at 0 seconds"),
    "end of time": (cosigned_by(WITNESS, at=2**63 - 1), "its clock is off"),
    "error": (lambda body: (500, "no\n"), "answered with status 500: no"),
    "redirect": (lambda body: (302, ""), "answered with status 302"),
    "not known": (lambda body: (404, "who?\n"), "the witness does not know the log: who?"),
    "fork": (lambda body: (409, "0\n"), "the log's history has forked"),
    "size of nothing": (lambda body: (409, "<html>"), "did not say what size"),
    "flood": (lambda body: (200, "x" * 100_000), "the answer is longer than 65536 bytes"),
}


@pytest.mark.parametrize(("reply", "why"), LIES.values(), ids=LIES.keys())
def test_what_is_not_this_witness_cosignature_of_now_is_refused(trail: Trail, reply, why: str):
    trail.grow(5)

    with (
        answering(reply) as (url, bodies),
        pytest.raises(NotWitnessed, match=why),
    ):
        ask(Witness(WITNESS.verifier, url), at=now())

    assert (len(bodies), Cosignature.objects.count()) == (1, 0)


def test_witness_that_is_down_or_silent_is_not_waited_for_long(trail: Trail, hurried: None):
    trail.grow(5)

    with pytest.raises(NotWitnessed, match=r"it gives no answer: .*Connection refused"):
        ask(Witness(WITNESS.verifier, f"http://127.0.0.1:{free_port()}"), at=now())
    with silent() as url, pytest.raises(NotWitnessed, match="it gives no answer: timed out"):
        ask(Witness(WITNESS.verifier, url), at=now())


def test_witness_that_dribbles_is_not_waited_for_long(trail: Trail, hurried: None):
    trail.grow(5)

    with (
        answering(lambda body: (200, "x" * 1000), seconds_between_bytes=0.05) as (url, _),
        pytest.raises(NotWitnessed, match=r"the answer takes longer than 0\.2 seconds"),
    ):
        ask(Witness(WITNESS.verifier, url), at=now())
