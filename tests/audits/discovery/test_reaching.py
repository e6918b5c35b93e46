"""What may be said of how a service is reached, and what is refused with which words."""

import pytest
from django.core.exceptions import ValidationError

from audits.discovery.reaching import clean_address, clean_domain, clean_path, require_samples
from audits.discovery.services import Endpoint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Faces.Example.com", "faces.example.com"),
        (" faces.example.com. ", "faces.example.com"),
        ("*.faces.example.com", "*.faces.example.com"),
        ("rekognition.*.amazonaws.com", "rekognition.*.amazonaws.com"),
        ("gesichter-ähnlich.example", "xn--gesichter-hnlich-4nb.example"),
    ],
)
def test_domain_is_kept_in_lower_case_and_ascii(text: str, expected: str):
    assert clean_domain(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "example", "https://example.com", "example.com/x", "example.com:443"),
        *("-a.example.com", "a..example.com", "example.*", "a*b.example.com", "a b.example.com"),
        f"{'a' * 64}.com",
    ],
)
def test_what_is_no_domain_is_refused_with_what_was_expected(text: str):
    with pytest.raises(ValidationError) as refused:
        clean_domain(text)

    (said,) = refused.value.messages
    assert said == (
        f"“{text}” is no domain. Expected a name such as example.com or *.faces.example.com, "
        "without scheme, port and path."
    )


@pytest.mark.parametrize("text", ["co.uk", "amazonaws.com", "*.amazonaws.com", "*.com", "x.*.com"])
def test_name_that_many_share_is_refused(text: str):
    with pytest.raises(ValidationError) as refused:
        clean_domain(text)

    assert refused.value.messages == [
        f"“{text}” is shared by many. Expected a name that only this service uses."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.", "203.0.113."),
        ("203.0.", "203.0."),
        ("2001:DB8:0::7", "2001:db8::7"),
    ],
)
def test_address_is_kept_as_logs_write_it(text: str, expected: str):
    assert clean_address(text) == expected


@pytest.mark.parametrize("text", ["", "203.", "203.0.113", "300.1.", "203.0.113.0/24", "host"])
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(ValidationError, match=r"is no address\. Expected one such as 203"):
        clean_address(text)


def test_path_is_a_regular_expression():
    assert clean_path("^/api/v[0-9]+/search$") == "^/api/v[0-9]+/search$"
    with pytest.raises(ValidationError, match=r"“\(” is no regular expression"):
        clean_path("(")


@pytest.mark.parametrize("regex", ["(a+)+$", "(a|b*)*", "(x+){9}", "a" * 201])
def test_path_that_could_take_time_without_end_is_refused(regex: str):
    with pytest.raises(ValidationError, match="is too intricate"):
        clean_path(regex)


def test_samples_have_to_come_out_as_they_are_said_to_be():
    endpoint = Endpoint("POST", "^/v2/faces$")

    require_samples(endpoint, searches=["/v2/faces", "/V2/Faces"], others=["/v2/faces/7"])
    with pytest.raises(ValidationError, match="“/v3/faces” should be a search"):
        require_samples(endpoint, searches=["/v2/faces", "/v3/faces"], others=[])
    with pytest.raises(ValidationError, match="“/v2/faces” should be no search"):
        require_samples(endpoint, searches=[], others=["/", "/v2/faces"])
