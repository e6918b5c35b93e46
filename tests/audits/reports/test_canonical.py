import hashlib

from audits.reports.canonical import canonical_json, digest_of


def test_order_of_names_and_kinds_of_sequences_do_not_matter():
    one = canonical_json({"b": (1, None), "a": "é\n"})

    assert one == '{"a":"é\\n","b":[1,null]}'.encode()
    assert one == canonical_json({"a": "é\n", "b": [1, None]})


def test_digest_is_that_of_the_canonical_bytes():
    assert digest_of({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()
