"""Who a user name belongs to."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from audits.discovery.people.realms import UserName, user_name

# A domain of so large a share of those that the commonest one has is the department's, too.
_MANY = 0.05


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


@dataclass(frozen=True)
class Identity:
    """Whom a user name belongs to: `member` is None where it is nobody's.

    `realm` is one that it says and that nobody has named as the department's: taken for it where
    there is a member, and else what makes the user a stranger.
    """

    member: Member | None
    realm: str = ""


class Roster:
    """The members of the department, found by any of their names.

    A name that two share finds neither. `also` are other names of `members`, from a table that
    somebody brought: they never take a name from whom it belongs to. `realms` are the department's,
    in lower case: whoever is of another one is a stranger, unless the roster itself writes them so.
    """

    def __init__(
        self,
        members: Iterable[Member],
        also: Iterable[Member] = (),
        *,
        realms: Collection[str] = (),
    ) -> None:
        self._realms = frozenset(realms)
        self.members: dict[str, Member] = {}
        self._by_name: _Names = {}
        self._by_full_name: _FullNames = {}
        for member in members:
            self.members.setdefault(member.serial_number, member)
            _add(member, self._by_name, self._by_full_name)
        self._mail = _own_domains(self.members.values())
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

    def look_up(self, user: str) -> Identity:
        """Whom a log calls `user`, which may say a realm; see `user_name`."""
        named = user_name(user)
        member = self._find(named.whole)
        if member:
            return Identity(member)
        strange = self._strange(named)
        if strange:
            return Identity(None, strange)
        member = self._find(named.name)
        return Identity(member, self._assumed(named) if member else "")

    def _find(self, name: str) -> Member | None:
        serials = self._by_name.get(name, set())
        return self.members[next(iter(serials))] if len(serials) == 1 else None

    def _strange(self, named: UserName) -> str:
        """The realm that makes it another's.

        Where none is named, an address of email is of ours where the roster's are.
        """
        if self._realms:
            return next((one for one in named.realms if one not in self._realms), "")
        return named.mail if "." in named.mail and named.mail not in self._mail else ""

    def _assumed(self, named: UserName) -> str:
        known = self._realms | self._mail
        return next((one for one in named.realms if one not in known), "")


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
