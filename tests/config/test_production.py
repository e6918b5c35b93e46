"""What production settings make of cookies, transport and files, read in a process of its own."""

import json
from pathlib import Path

import pytest

from tests.config.commands import PRODUCTION, manage

READ = """
import json
from django.conf import settings
names = {names}
print(json.dumps({{name: getattr(settings, name) for name in names}}, default=str))
"""

SAFE = {
    "DEBUG": False,
    "DEMO_ALLOWED": False,
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_PROXY_SSL_HEADER": None,
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    "WHITENOISE_USE_FINDERS": False,
}


def production_settings(names: list[str], data: Path, **variables: str) -> dict[str, object]:
    code = READ.format(names=names)
    done = manage(
        "shell", "--no-imports", "--command", code, data=data, **{**PRODUCTION, **variables}
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_is_safe_without_being_told(tmp_path: Path):
    assert production_settings(list(SAFE), tmp_path) == SAFE


@pytest.mark.parametrize(("trust", "expected"), [("true", "HTTP_X_FORWARDED_PROTO"), ("", None)])
def test_header_of_a_proxy_is_believed_only_when_asked(
    tmp_path: Path, trust: str, expected: str | None
):
    found = production_settings(["SECURE_PROXY_SSL_HEADER"], tmp_path, TRUST_PROXY=trust)

    header = found["SECURE_PROXY_SSL_HEADER"]
    assert (header and header[0]) == expected


def test_debug_stays_off_in_production(tmp_path: Path):
    assert production_settings(["DEBUG"], tmp_path, DEBUG="true") == {"DEBUG": False}
