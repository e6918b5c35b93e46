"""Which service a merchant, a list or the name of a sender means."""

import re
from collections.abc import Iterator

from audits.discovery.services import Service, Standing, Watchlist

# What a company's name ends with; what comes after it is a place or a number.
_COMPANY = frozenset((
    "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "limited",
    "llc", "llp", "lp", "ltd", "oy", "plc", "pte", "pty", "sa", "sarl", "sp", "srl",
))  # fmt: skip
# A plus may be all that tells a name from a common word.
_WORD = re.compile(r"[^\W_]+\+*")
_BETWEEN_HOSTS = re.compile(r"[\s*/:,;<>()@]+")


class ServiceNames:
    """The names of what is looked for.

    A name of several words counts wherever these stand one after the other. One of a single word
    may be part of anyone's name: it counts alone, or as the whole name of a company.
    """

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        named = [
            (_words(name), service)
            for service in watchlist.services
            if service.standing != Standing.RESOLVER
            for name in (service.name, *service.applications, *service.aliases)
        ]
        self._whole = {"".join(words): service for words, service in named}
        self._within = sorted(
            ((_spaced(words), service) for words, service in named if len(words) > 1),
            key=lambda pair: -len(pair[0]),
        )

    def find(self, told: str) -> Service | None:
        """The service that `told` is or names: by a host in it, or by a name."""
        hosts = (self.of_host(host) for host in _BETWEEN_HOSTS.split(told))
        return next((one for one in hosts if one), None) or self.find_by_name(told)

    def of_host(self, host: str) -> Service | None:
        found = self._watchlist.of_host(host.lower().strip("."))
        return found if found and found.standing != Standing.RESOLVER else None

    def find_by_name(self, told: str) -> Service | None:
        return next((one for one in self._by_name(told) if one), None)

    def _by_name(self, told: str) -> Iterator[Service | None]:
        # Whoever handles the payment stands before a star, and the merchant behind it.
        for part in told.split("*"):
            words = _words(part)
            yield self._whole.get("".join(_without_company(words)))
            text = _spaced(words)
            yield next((service for name, service in self._within if name in text), None)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _spaced(words: list[str]) -> str:
    return f" {' '.join(words)} "


def _without_company(words: list[str]) -> list[str]:
    """The words before one that only a company's name ends with."""
    end = next((at for at, word in enumerate(words) if at and word in _COMPANY), len(words))
    return words[:end]
