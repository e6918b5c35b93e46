"""Who a user name belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

_IN_PARENTHESES = re.compile(r"\(([^()\s]+@[^()\s]+)\)")
_COMMON_NAME = re.compile(r"^(?:cn|uid)=([^,]+),", re.IGNORECASE)


@dataclass(frozen=True)
class Member:
    """A person of the department, with the names by which logs know them."""

    serial_number: str
    user_name: str = ""
    email: str = ""
    name: str = ""
    unit: str = ""


class Roster:
    """The members of the department, found by any of their names.

    A member may be given several times, by other names. A name that two share finds neither.
    """

    def __init__(self, members: Iterable[Member]) -> None:
        self.members: dict[str, Member] = {}
        self._by_name: dict[str, set[str]] = {}
        self._by_full_name: dict[frozenset[str], set[str]] = {}
        self._domains: set[str] = set()
        for member in members:
            self.members.setdefault(member.serial_number, member)
            self._add(member)

    def _add(self, member: Member) -> None:
        local, _at, domain = member.email.lower().partition("@")
        self._domains.add(domain)
        if member.name:
            names = self._by_full_name.setdefault(_words(member.name), set())
            names.add(member.serial_number)
        for name in {member.serial_number, member.user_name, member.email, local}:
            if name:
                self._by_name.setdefault(name.lower(), set()).add(member.serial_number)

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


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", name.lower()))
