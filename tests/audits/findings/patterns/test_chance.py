from fractions import Fraction
from math import comb

import pytest

from audits.findings.patterns.chance import by_chance


def exactly(marked, part, all_marked, whole):
    ways = sum(
        comb(all_marked, hit) * comb(whole - all_marked, part - hit)
        for hit in range(marked, min(part, all_marked) + 1)
        if part - hit <= whole - all_marked
    )
    return float(Fraction(ways, comb(whole, part)))


def test_tea_tasting_has_the_probability_that_fisher_gave():
    """R. A. Fisher, The Design of Experiments, 1935: three of four cups or more, 17 of 70."""
    chance = by_chance(marked=3, part=4, all_marked=4, whole=8)

    assert chance == pytest.approx(17 / 70)


@pytest.mark.parametrize("marked", range(8))
@pytest.mark.parametrize(("part", "all_marked", "whole"), [(7, 9, 12), (7, 3, 200), (12, 8, 12)])
def test_probability_is_that_of_counting_every_draw(marked, part, all_marked, whole):
    counts = {"marked": marked, "part": part, "all_marked": all_marked, "whole": whole}

    assert by_chance(**counts) == pytest.approx(exactly(**counts), abs=1e-12)
