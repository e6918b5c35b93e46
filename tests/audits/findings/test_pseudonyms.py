"""Names are held back by keys that are not in the database."""

import pytest
from cryptography.fernet import Fernet, InvalidToken

from audits.findings.pseudonyms import keyed, mark, pseudonym, seal, unseal

KEY = "a key of the tests"


def test_pseudonym_is_the_same_for_a_serial_number_and_another_for_each(settings):
    settings.PSEUDONYM_KEY = KEY

    assert pseudonym("41234") == pseudonym("41234") == "P-SPG84-CW8Z8"
    assert len({pseudonym(str(serial)) for serial in range(20_000)}) == 20_000


def test_pseudonym_depends_on_the_key(settings):
    settings.PSEUDONYM_KEY = KEY
    first = pseudonym("41234")

    settings.PSEUDONYM_KEY = "another key"

    assert pseudonym("41234") != first


def test_mark_tells_the_same_person_within_a_finding_and_nothing_across_findings(settings):
    settings.PSEUDONYM_KEY = KEY

    assert mark("one", "41234") == mark("one", "41234")
    assert len({mark("one", "41234"), mark("two", "41234"), mark("one", "41235")}) == 3
    assert keyed("41234") not in (mark("", "41234"), pseudonym("41234"))


def test_what_was_sealed_under_an_older_key_is_opened_and_under_a_lost_one_is_not(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.DISCOVERY_KEYS = [old]
    sealed = seal("41234")

    settings.DISCOVERY_KEYS = [new, old]
    assert (unseal(sealed), unseal(seal("é"))) == ("41234", "é")
    settings.DISCOVERY_KEYS = [new]
    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_two_seals_of_the_same_do_not_look_the_same():
    assert seal("41234") != seal("41234")
