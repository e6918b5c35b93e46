"""What discovery looks for: services, and the names and addresses by which they are reached."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import product

import hyperscan

_SHORTEST_LITERAL = 5
# So many letters outside of ASCII have two cases in a literal; each doubles the literals.
_MOST_CASED = 4


class Standing(StrEnum):
    """What the department says of a service."""

    PROHIBITED = "prohibited"
    # Its searches have to belong to an approved run.
    ALLOWED = "allowed"
    # Anyone may reach it.
    PERMITTED = "permitted"
    # No service of ours, but one that hides from the logs which names are asked for.
    RESOLVER = "resolver"


@dataclass(frozen=True)
class Endpoint:
    """What a search looks like on the network: a method, and a regular expression of its path.

    A path that `unless` fits as well is none; "" fits nothing.
    """

    method: str
    path: str
    unless: str = ""

    def fits(self, method: str, path: str) -> bool:
        """Whether a request is one; what follows a `?` says nothing of where it went."""
        asked = path.partition("?")[0]
        fits = method.upper() == self.method and _found(self.path, asked)
        return fits and not (self.unless and _found(self.unless, asked))


@lru_cache
def _matcher(regex: str) -> hyperscan.Database:
    """Finds `regex` in a time that grows with the text alone, whatever the expression.

    Raises hyperscan.error for one that it does not know.
    """
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
    database.compile(expressions=[regex.encode()], ids=[0], elements=1, flags=[flags])
    return database


def _found(regex: str, text: str) -> bool:
    found: list[int] = []
    _matcher(regex).scan(text.encode(), match_event_handler=lambda one, *_rest: found.append(one))
    return bool(found)


_SEARCHED = r"(?:^|[/_.-])(?:search(?:es)?|match|identify|recogni[sz]e|upload)(?:$|[/_.?-])"
# Where a service's own pages are searched, and what is typed is completed.
_READ = (
    r"(?:^|[/_.-])(?:help|support|docs|documentation|faqs?|knowledge|blog|news|suggest(?:ions?)?"
    r"|autocomplete|typeahead)(?:$|[/_.-])"
)
# Where nobody has said what a service's searches look like: an image sent to a path that says so.
LIKELY_SEARCHES = tuple(Endpoint(method, _SEARCHED, unless=_READ) for method in ("POST", "PUT"))


@dataclass(frozen=True)
class Service:
    """A service to look for.

    A `*` in a domain stands for one label; names below a domain count as well. `addresses` are IP
    addresses, or the first bytes of IPv4 ones ("203.0.113."). `applications` are the names under
    which sign-in logs and firewalls know it, whole and whatever their case; `aliases` what else
    merchants and lists call it.
    """

    slug: str
    name: str
    standing: Standing
    domains: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    searches: tuple[Endpoint, ...] = LIKELY_SEARCHES
    aliases: tuple[str, ...] = ()

    def is_search(self, method: str, path: str) -> bool:
        return any(endpoint.fits(method, path) for endpoint in self.searches)


@dataclass(frozen=True)
class Watchlist:
    """Every service that is looked for. Raises ValueError where two claim the same domain."""

    services: tuple[Service, ...]
    _by_domain: dict[str, Service] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        for service in self.services:
            for domain in service.domains:
                if domain in self._by_domain:
                    raise ValueError(f"{domain} belongs to two services")
                self._by_domain[domain] = service

    @cached_property
    def literals(self) -> list[str]:
        """Texts, one of which stands in each line that names a service, as its bytes or with ASCII
        in another case.
        """
        spelled = {literal_of(one) for name in self._by_domain for one in spellings(name)}
        names = {literal for one in spelled for literal in _in_any_case(one)}
        addresses = {address for one in self.services for address in one.addresses}
        return sorted(names | addresses | set(map(_literal_of_title, self._applications)))

    @cached_property
    def host_pattern(self) -> str:
        """A regular expression whose group 1 is what makes a host, in lower case, one of these."""
        return rf"(?:^|\.)({'|'.join(_regex(s) for n in self._by_domain for s in spellings(n))})$"

    @cached_property
    def address_pattern(self) -> str:
        """A regular expression of the addresses; it fits nothing where there are none."""
        addresses = {address for service in self.services for address in service.addresses}
        return "|".join(sorted(map(_address_regex, addresses))) or r"^\b$"

    @cached_property
    def application_pattern(self) -> str:
        """A regular expression of the applications, in lower case; nothing where there are none."""
        names = sorted({one for name in self._applications for one in _titles(name)})
        return f"^(?:{'|'.join(map(_escaped, names))})$" if names else r"^\b$"

    @cached_property
    def _applications(self) -> dict[str, Service]:
        return {name.lower(): one for one in self.services for name in one.applications}

    def of_host(self, host: str) -> Service | None:
        """The service that `host` (clean, in lower case) belongs to: the most special name wins."""
        found = re.search(self.host_pattern, host)
        return self._of_spelling(found[1]) if found else None

    def _of_spelling(self, spelled: str) -> Service | None:
        return self._by_spelling.get(spelled) or next(
            (service for regex, service in self._by_regex if regex.fullmatch(spelled)), None
        )

    @cached_property
    def _by_spelling(self) -> dict[str, Service]:
        return {
            spelled: service
            for domain, service in self._by_domain.items()
            for spelled in spellings(domain)
        }

    @cached_property
    def _by_regex(self) -> list[tuple[re.Pattern[str], Service]]:
        return [(re.compile(_regex(one)), service) for one, service in self._by_spelling.items()]

    def of_address(self, address: str) -> Service | None:
        return next(
            (
                service
                for service in self.services
                if any(re.search(_address_regex(one), address) for one in service.addresses)
            ),
            None,
        )

    def of_application(self, application: str) -> Service | None:
        """The service that is known under `application`, which is in lower case."""
        return next(
            (one for name, one in self._applications.items() if application in _titles(name)), None
        )


def _titles(name: str) -> tuple[str, ...]:
    """`name`, in lower case, as it is and as JSON escapes it."""
    return name, "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in name)


def _in_any_case(literal: str) -> Iterator[str]:
    """`literal` with its first letters outside of ASCII in either case, as far as these go."""
    letters = [c if c.isascii() or len(c.upper()) > 1 else {c, c.upper()} for c in literal]
    cased = [at for at, cases in enumerate(letters) if len(cases) > 1]
    most = cased[_MOST_CASED] if len(cased) > _MOST_CASED else None
    return map("".join, product(*letters[:most]))


def _literal_of_title(name: str) -> str:
    """The longest part of `name` that every log writes alike."""
    parts = (part.strip() for part in re.findall(r"[a-z0-9 .,()_-]+", name))
    return max(parts, key=len, default="") or name


def spellings(domain: str) -> tuple[str, ...]:
    """`domain` as logs may write it: in ASCII, in its own script, and that as JSON escapes it."""
    ascii_name = ".".join(label.encode("idna").decode() for label in domain.lower().split("."))
    own = ".".join(label.encode().decode("idna") for label in ascii_name.split("."))
    escaped = "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in own)
    return tuple(dict.fromkeys((ascii_name, own, escaped)))


def literal_of(domain: str) -> str:
    """The part of `domain` to look for: all of it, or what is most telling beside its `*`."""
    parts = [part for part in domain.split("*") if part]
    return next((part for part in parts if len(part) >= _SHORTEST_LITERAL), max(parts, key=len))


def _regex(domain: str) -> str:
    return r"[^.]+".join(_escaped(part) for part in domain.split("*"))


def _escaped(text: str) -> str:
    """`text` for a regular expression that RE2, Java and Python read alike."""
    return re.sub(r"[\\.^$*+?{}\[\]|()]", lambda found: "\\" + found[0], text)


def _address_regex(address: str) -> str:
    return "^" + _escaped(address) + ("" if address.endswith(".") else "$")


def watchlist(services: Iterable[Service]) -> Watchlist:
    """A watchlist of the services that can be seen at all."""
    return Watchlist(
        tuple(one for one in services if one.domains or one.addresses or one.applications)
    )
