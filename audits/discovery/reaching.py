"""How a service may be said to be reached; each error names the value and what is expected."""

import re
from collections.abc import Sequence
from ipaddress import ip_address

import hyperscan
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audits.discovery.choices import BelongingKind
from audits.discovery.people.proxies import clean_proxy
from audits.discovery.people.realms import clean_realm
from audits.discovery.services import Endpoint

_LABEL = re.compile(r"^(?:\*|(?!-)[a-z0-9-]{1,63}(?<!-))$")
_LEADING = re.compile(r"^(?:\*\.)+")
_PREFIX = re.compile(r"^(?:\d{1,3}\.){2,3}$")
_LONGEST = 253
_LONGEST_PATH = 200
# A repetition of a repetition takes time without end on some texts.
_NESTED = re.compile(r"\([^()]*[*+}][^()]*\)[*+{]")

# Names that belong to everybody who rents below them, as far as departments may meet them.
SHARED = frozenset((
    "ac.uk", "akamaiedge.net", "akamaihd.net", "amazonaws.com", "appspot.com", "azureedge.net",
    "azurefd.net", "azurewebsites.net", "blob.core.windows.net", "blogspot.com", "ca.gov",
    "cloudapp.azure.com", "cloudflare.com", "cloudflare.net", "cloudfront.net", "co.jp", "co.nz",
    "co.uk", "co.za", "com.au", "com.br", "com.cn", "com.mx", "core.windows.net", "edgekey.net",
    "execute-api.amazonaws.com", "fastly.net", "firebaseapp.com", "fly.dev", "github.io",
    "googleapis.com", "googleusercontent.com", "gov.uk", "herokuapp.com", "k12.ca.us", "ne.jp",
    "net.au", "netlify.app", "ngrok.io", "onrender.com", "or.jp", "org.au", "org.uk",
    "pages.dev", "railway.app", "s3.amazonaws.com", "sharepoint.com", "trafficmanager.net",
    "vercel.app", "web.app", "windows.net", "wordpress.com", "workers.dev", "zendesk.com",
))  # fmt: skip


def clean_domain(text: str) -> str:
    """`text` in lower case and ASCII; `*` stands for one label. Raises ValidationError."""
    domain = _as_ascii(text.strip().lower().rstrip("."))
    labels = domain.split(".")
    right = len(labels) > 1 and all(map(_LABEL.match, labels)) and labels[-1] != "*"
    if not right or len(domain) > _LONGEST:
        raise ValidationError(
            _(
                "“%(value)s” is no domain. Expected a name such as example.com or "
                "*.faces.example.com, without scheme, port and path."
            )
            % {"value": text}
        )
    _require_own(domain)
    return domain


def _as_ascii(text: str) -> str:
    try:
        return ".".join(
            label if label == "*" else label.encode("idna").decode() for label in text.split(".")
        )
    except UnicodeError:
        return ""


def _require_own(domain: str) -> None:
    """Whole top domains and shared hosters would make everybody's traffic one service's."""
    named, end = _LEADING.sub("", domain), domain.rsplit("*.", maxsplit=1)[-1]
    if "." not in end or named in SHARED:
        raise ValidationError(
            _("“%(value)s” is shared by many. Expected a name that only this service uses.")
            % {"value": domain}
        )


def clean_address(text: str) -> str:
    """An IP address, or the first bytes of an IPv4 one with a dot at the end."""
    value = text.strip().lower()
    bytes_ = [int(part) for part in value.split(".") if part.isascii() and part.isdigit()]
    if _PREFIX.match(value) and max(bytes_) < 256:
        return value
    try:
        return str(ip_address(value))
    except ValueError as error:
        raise ValidationError(
            _(
                "“%(value)s” is no address. Expected one such as 203.0.113.7 or 2001:db8::7, or "
                "the first two or three numbers and a dot, such as 203.0.113."
            )
            % {"value": text}
        ) from error


def clean_own(kind: BelongingKind, text: str) -> str:
    """A realm, or the address of a proxy, as it is compared. Raises ValidationError."""
    try:
        return _CLEAN_OWN[kind](text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


_CLEAN_OWN = {BelongingKind.REALM: clean_realm, BelongingKind.PROXY: clean_proxy}


def clean_path(text: str) -> str:
    """A regular expression of a path that can be searched for in a reasonable time."""
    if len(text) > _LONGEST_PATH or _NESTED.search(text):
        raise ValidationError(
            _(
                "“%(value)s” is too intricate. Expected at most %(most)s signs, and no repetition "
                "inside of a repetition."
            )
            % {"value": text[:_LONGEST_PATH], "most": _LONGEST_PATH}
        )
    try:
        re.compile(text)
        Endpoint("POST", text).fits("POST", "/")
    except (re.error, hyperscan.error) as error:
        raise ValidationError(
            _(
                "“%(value)s” is no regular expression: %(why)s. Expected one such as "
                "^/api/v[0-9]+/search$."
            )
            % {"value": text, "why": error}
        ) from error
    return text


def require_samples(endpoint: Endpoint, *, searches: Sequence[str], others: Sequence[str]) -> None:
    """Raises ValidationError for the first sample that comes out otherwise than it should."""
    missed = next((path for path in searches if not endpoint.fits(endpoint.method, path)), None)
    if missed is not None:
        raise ValidationError(
            _("“%(path)s” should be a search, and “%(regex)s” does not fit it.")
            % {"path": missed, "regex": endpoint.path}
        )
    caught = next((path for path in others if endpoint.fits(endpoint.method, path)), None)
    if caught is not None:
        raise ValidationError(
            _("“%(path)s” should be no search, and “%(regex)s” fits it.")
            % {"path": caught, "regex": endpoint.path}
        )
