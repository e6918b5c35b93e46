"""Whom a proxy works for is the first address of its header."""

import pytest

from audits.discovery.formats.columns import comma, forwarded


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3, 10.0.0.8", "10.1.2.3"),
        ("10.1.2.3:51234", "10.1.2.3"),
        ("[2001:db8::1]:51234", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", ""),
    ],
)
def test_the_client_that_a_proxy_works_for(header: str, address: str) -> None:
    assert forwarded(comma(0, "|")).read(header) == address
