"""User names as logs write them, and the realms that they say they belong to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_IN_PARENTHESES = re.compile(r"\(([^()\s]+@[^()\s]+)\)")
_COMMON_NAME = re.compile(r"^(?:cn|uid)=((?:\\.|[^,\\])+)")
_DOMAIN_PARTS = re.compile(r",\s*dc=([^,]+)")
_REALM = re.compile(r"[^\s\\/@,=()]+")
LONGEST_REALM = 100


@dataclass(frozen=True)
class UserName:
    """A user of a log, in lower case.

    `whole` is all that is said of them, `name` their name within a realm. `domain` is the realm
    that stands before the name or that a directory says, `mail` the one that stands after an @;
    each is "" where none is said.
    """

    whole: str
    name: str
    domain: str = ""
    mail: str = ""

    @property
    def realms(self) -> Iterator[str]:
        return filter(None, (self.domain, self.mail))


def user_name(user: str) -> UserName:
    r"""`user` as `DOMAIN\name`, `domain/name`, `name@domain`, `CN=name,DC=domain` or `name`."""
    text = unquote(user).strip().lower()
    in_parentheses = _IN_PARENTHESES.search(text)
    text = in_parentheses[1] if in_parentheses else text
    common = _COMMON_NAME.match(text)
    if common:
        return UserName(text, common[1], domain=".".join(_DOMAIN_PARTS.findall(text)))
    domain, *rest = re.split(r"[\\/]", text)
    name, _, mail = (rest[-1] if rest else text).partition("@")
    return UserName(text, name, domain if rest else "", mail)


def clean_realm(text: str) -> str:
    """A realm in lower case, such as `police` or `pd.example.gov`. Raises ValueError."""
    realm = text.strip().rstrip(".").lower()
    if not _REALM.fullmatch(realm) or len(realm) > LONGEST_REALM:
        raise ValueError(f'"{text}" is no realm; expected one such as PD or pd.example.gov')
    return realm
