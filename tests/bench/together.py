"""A decision under several policies in force at once, against a decision under one of them.

Four policies of 20 rules each are the worst that the goal can mean: every condition is read four
times. The four policies that have bound one police department at once are what an office meets.
"""

import random
from collections.abc import Sequence

from policy.policies.deciding import CompiledPolicy, compile_pack, decide
from policy.policies.packs import read_pack, shipped_packs
from tests.bench import decide as deciding
from tests.bench.measuring import Row, medians

CALLS = 400
ROUNDS = 40
GATE = "submit"
ONE_DEPARTMENT = (
    "lacris-member-policy",
    "lapd-policy-2021",
    "lapd-notice-2020",
    "california-body-cameras",
)


def rows() -> list[Row]:
    """The benchmark's two rows; a second or two."""
    alike = [deciding.of_twenty_rules(f"benchmark-{number}") for number in range(4)]
    bound = [compile_pack(read_pack(shipped_packs()[slug].read_text())) for slug in ONE_DEPARTMENT]
    return [
        _row("a decision under four policies of 20 rules each", alike),
        _row("a decision under four shipped policies of one department", bound),
    ]


def _row(what: str, policies: Sequence[CompiledPolicy]) -> Row:
    draw = random.Random(deciding.SEED)  # noqa: S311 (nothing here is secret)
    requests = [deciding.draw_request(draw) for _ in range(CALLS)]

    def under(some: Sequence[CompiledPolicy]) -> None:
        for facts in requests:
            decide(some, gate=GATE, facts=facts)

    one, four = medians([lambda: under(policies[:1]), lambda: under(policies)], ROUNDS)
    return Row(
        what,
        f"{four / CALLS * 1000:.1f} µs",
        f"{one / CALLS * 1000:.1f} µs under the first of them",
        f"{four / one:.2f}",
        "at most 3",
    )
