"""Who a user name belongs to."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

_IN_PARENTHESES = re.compile(r"\(([^()\s]+@[^()\s]+)\)")
# A domain of so large a share of those that the commonest one has is the department's, too.
_MANY = 0.05
_COMMON_NAME = re.compile(r"^(?:cn|uid)=([^,]+),", re.IGNORECASE)


@dataclass(frozen=True)
class Member:
    """A person of the department, with the names by which logs know them."""

    serial_number: str
    user_name: str = ""
    email: str = ""
    name: str = ""
    unit: str = ""


# The serial numbers of those who have a name, by the name, or by the words of a full one.
_Names = dict[str, set[str]]
_FullNames = dict[frozenset[str], set[str]]


class Roster:
    """The members of the department, found by any of their names.

    A name that two share finds neither. `also` are other names of `members`, from a table that
    somebody brought: they never take a name from whom it belongs to.
    """

    def __init__(self, members: Iterable[Member], also: Iterable[Member] = ()) -> None:
        self.members: dict[str, Member] = {}
        self._by_name: _Names = {}
        self._by_full_name: _FullNames = {}
        for member in members:
            self.members.setdefault(member.serial_number, member)
            _add(member, self._by_name, self._by_full_name)
        self._domains = _own_domains(self.members.values())
        more: _Names = {}
        more_full: _FullNames = {}
        for member in also:
            if member.serial_number in self.members:
                _add(member, more, more_full)
        self._by_name = {**more, **self._by_name}
        self._by_full_name = {**more_full, **self._by_full_name}

    def find_by_name(self, name: str) -> Member | None:
        """The one member who is called `name`, given name first or last; None where two are."""
        serials = self._by_full_name.get(_words(name), set())
        return self.members[next(iter(serials))] if len(serials) == 1 else None

    def find(self, user: str) -> Member | None:
        """The member whom a log calls `user`: `DOMAIN\\name`, an address of email, a plain name."""
        for name in self._spellings(user):
            serials = self._by_name.get(name, set())
            if len(serials) == 1:
                return self.members[next(iter(serials))]
        return None

    def _spellings(self, user: str) -> Iterable[str]:
        name = unquote(user).strip().lower()
        in_parentheses = _IN_PARENTHESES.search(name)
        name = in_parentheses[1] if in_parentheses else name
        common = _COMMON_NAME.match(name)
        name = common[1] if common else name
        name = re.split(r"[\\/]", name)[-1]
        yield name
        local, at, domain = name.partition("@")
        # Of another department's addresses, what stands before the @ says nothing here.
        if at and ("." not in domain or domain in self._domains):
            yield local


def _add(member: Member, by_name: _Names, by_full_name: _FullNames) -> None:
    local = member.email.lower().partition("@")[0]
    if member.name:
        by_full_name.setdefault(_words(member.name), set()).add(member.serial_number)
    for name in {member.serial_number, member.user_name, member.email, local}:
        if name:
            by_name.setdefault(name.lower(), set()).add(member.serial_number)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", name.lower()))


def _own_domains(members: Iterable[Member]) -> set[str]:
    """The domains of the department's mail: those of many, and not the private one of somebody."""
    domains = Counter(one.email.lower().rpartition("@")[2] for one in members if one.email)
    most = domains.most_common(1)[0][1] if domains else 0
    return {domain for domain, count in domains.items() if count == most or count > most * _MANY}
