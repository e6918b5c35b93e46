"""A policy that is easy to write and hard to prove anything about.

It permits only where so many pigeons sit in one hole fewer, each alone. There is no such request,
and a solver takes exponentially long to see it.
"""

from itertools import combinations

from policy.policies.packs import AssuranceText, Pack, QuestionText
from tests.policy.policies.building import a_pack, a_rule

NOTHING = AssuranceText("nothing", "Nothing is permitted.", ("submit",), never="true")


def pigeon_pack(count: int) -> Pack:
    holes = {f"h{number}": f"hole {number}" for number in range(count - 1)}
    names = [f"p{number}" for number in range(count)]
    shared = [
        " || ".join(f'answer.{one} == "{hole}" && answer.{other} == "{hole}"' for hole in holes)
        for one, other in combinations(names, 2)
    ]
    return a_pack(
        a_rule("allow"),
        *(a_rule("forbid", when) for when in shared),
        questions=tuple(
            QuestionText(name, "In which hole?", "choice", holes, ("submit",)) for name in names
        ),
        assurances=(NOTHING,),
    )
