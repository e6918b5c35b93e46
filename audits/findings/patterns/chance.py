"""How likely it is that chance alone makes a part of something look so different from the rest."""

from math import exp, lgamma


def by_chance(*, marked: int, part: int, all_marked: int, whole: int) -> float:
    """The probability that at least `marked` of `part` things drawn at random carry a mark.

    `all_marked` of the `whole` carry it. This is the upper tail of the hypergeometric
    distribution, which is Fisher's exact test, one-sided.
    """
    most = min(part, all_marked)
    ways = (
        _log_ways(all_marked, hit) + _log_ways(whole - all_marked, part - hit)
        for hit in range(max(marked, part + all_marked - whole), most + 1)
    )
    every = _log_ways(whole, part)
    return min(1.0, sum(exp(way - every) for way in ways))


def _log_ways(things: int, chosen: int) -> float:
    return lgamma(things + 1) - lgamma(chosen + 1) - lgamma(things - chosen + 1)
