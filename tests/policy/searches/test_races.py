"""Two people at the same moment, in real threads on a real database."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from policy.searches import actions
from policy.searches.choices import State, Verdict
from policy.searches.errors import Conflict
from policy.searches.models import SearchRequest
from tests.policy.searches.office import (
    AT,
    Office,
    draft,
    fresh,
    open_office,
    request_in,
    submitted,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(transactional_db: None) -> Office:
    return open_office()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, all started at the same moment."""
    barrier = Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def work(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            answers[place] = call()
        except Exception as error:  # noqa: BLE001  # whatever it was, the test looks at it
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=work, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def test_of_two_supervisors_deciding_at_once_one_wins_and_the_other_is_told(office: Office):
    request = submitted(office)

    answers = at_once(
        lambda: actions.approve(request=request, by=office.supervisor, at=AT, version=1),
        lambda: actions.deny(
            request=request, by=office.captain, at=AT, version=1, reason="Not needed."
        ),
    )

    lost = [answer for answer in answers if isinstance(answer, Conflict)]
    assert len(lost) == 1
    assert "has moved on meanwhile" in str(lost[0])
    assert request.approvals.count() == 1
    winner = {Verdict.APPROVED: State.APPROVED, Verdict.DENIED: State.DENIED}
    assert fresh(request).state == winner[Verdict(request.approvals.get().verdict)]


def test_a_request_is_run_once(office: Office):
    request = request_in(State.APPROVED, office)
    suitable = {"suitable_image": True}

    answers = at_once(
        *(
            lambda by=by: actions.run(request=request, by=by, at=AT, attestations=suitable)
            for by in (office.examiner, office.examiner2)
        )
    )

    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert fresh(request).state == State.RUNNING


def test_numbers_given_at_once_differ(office: Office):
    drafts = [draft(office) for _ in range(6)]

    answers = at_once(
        *(
            lambda request=request: actions.submit(request=request, by=office.requester, at=AT)
            for request in drafts
        )
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert sorted(fresh(request).number for request in drafts) == [
        f"2026-{number:04d}" for number in range(1, 7)
    ]


def test_submitting_twice_at_once_makes_one_version(office: Office):
    request = draft(office)

    answers = at_once(
        *(lambda: actions.submit(request=request, by=office.requester, at=AT) for _ in range(2))
    )

    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert (fresh(request).version, request.versions.count()) == (1, 1)


def test_form_sent_twice_at_once_begins_one_request(office: Office):
    key = uuid4()

    answers = at_once(
        *(lambda: actions.create(by=office.requester, at=AT, form_key=key) for _ in range(2))
    )

    assert answers[0] == answers[1]
    assert SearchRequest.objects.get().steps.count() == 1
