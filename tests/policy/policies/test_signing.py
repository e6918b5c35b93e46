"""Which typed names are those of a person."""

import pytest

from policy.policies.signing import is_name_of
from tests.factories.personnel import PersonFactory

PERSON = {"first_name": "Ana María", "last_name": "O'Neill-Peña"}


@pytest.mark.parametrize(
    "typed",
    [
        "Ana María O'Neill-Peña",
        "ana maria oneill pena".replace("oneill", "o neill"),
        "O’NEILL-PEÑA, Ana María",
        "Det. Ana María J. O'Neill-Peña",
    ],
)
def test_a_name_is_known_however_it_is_written(typed):
    assert is_name_of(typed, PersonFactory.build(**PERSON))


@pytest.mark.parametrize("typed", ["", "Ana", "Ana Peña", "Anna María O'Neill-Peña", "R. Doe"])
def test_another_name_is_none(typed):
    assert not is_name_of(typed, PersonFactory.build(**PERSON))
