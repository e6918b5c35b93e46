import pytest

from audits.trail.log import notes
from audits.trail.log.keys import (
    BadKey,
    Kind,
    Verifier,
    generate,
    read_signer,
    read_verifier,
)
from tests.audits.trail.log.vectors import (
    C2SP_VERIFIER,
    CT_WITNESSES,
    GO_SIGNER,
    GO_VERIFIER,
    TESSERA_SIGNER,
    TESSERA_VERIFIER,
)


@pytest.mark.parametrize(
    ("private", "public"), [(GO_SIGNER, GO_VERIFIER), (TESSERA_SIGNER, TESSERA_VERIFIER)]
)
def test_private_key_gives_the_public_key_that_was_published_with_it(private, public):
    signer = read_signer(private)

    assert str(signer.verifier) == public
    assert signer.to_text() == private


@pytest.mark.parametrize("text", [GO_VERIFIER, C2SP_VERIFIER, *CT_WITNESSES])
def test_public_key_comes_back_as_it_was(text):
    assert str(read_verifier(f"{text}\n")) == text


@pytest.mark.parametrize("kind", Kind)
def test_generated_key_signs_what_its_public_key_accepts(kind):
    signer = generate("log.example/a", kind)
    again, verifier = read_signer(signer.to_text()), read_verifier(str(signer.verifier))

    assert again == signer
    assert verifier == signer.verifier
    assert verifier.kind == kind
    assert generate("log.example/a", kind) != signer


def test_printing_a_private_key_does_not_show_it():
    signer = read_signer(GO_SIGNER)

    assert repr(signer) == "Signer(name='PeterNeumann', kind=<Kind.LOG: 1>)"


def test_key_of_a_log_and_of_a_witness_have_different_ids():
    log, witness = (Verifier("one.example", kind, b"p" * 32) for kind in Kind)

    assert log.key_id != witness.key_id


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb"])
def test_name_that_would_not_fit_into_a_note_is_refused(name):
    with pytest.raises(BadKey, match="the name"):
        generate(name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a name, an id and the key itself"),
        ("PeterNeumann+c74f20a3", "a name, an id and the key itself"),
        (GO_SIGNER, "this is a private key"),
        (GO_VERIFIER[:-1], "not base64 .cut off"),
        (GO_VERIFIER[:-4], "has 29 bytes, an Ed25519 key has 32"),
        (GO_VERIFIER.replace("+AR", "+Ah"), "of type 0x02"),
        (GO_VERIFIER.replace("+AR", "+AX"), "has the id"),
        (GO_VERIFIER.replace("Peter", "Petra"), "has the id"),
        (GO_VERIFIER.replace("c74f20a3", "C74F20A3"), "has the id c74f20a3, not C74F20A3"),
        ("+c74f20a3+ARpc", "the name '' is empty"),
    ],
)
def test_public_key_that_cannot_be_read_is_refused_with_what_is_wrong(text, message):
    with pytest.raises(BadKey, match=message):
        read_verifier(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "begins with PRIVATE.KEY."),
        (GO_VERIFIER, "begins with PRIVATE.KEY."),
        (GO_SIGNER[:-2], "not base64"),
        (GO_SIGNER.replace("+AY", "+AZ"), "has the id"),
    ],
)
def test_private_key_that_cannot_be_read_is_refused_without_being_shown(text, message):
    with pytest.raises(BadKey, match=message) as refusal:
        read_signer(text)

    assert "EKFALVFGyN" not in str(refusal.value)


def test_every_flipped_character_of_a_public_key_is_noticed():
    for at in range(len(GO_VERIFIER)):
        changed = GO_VERIFIER[:at] + chr(ord(GO_VERIFIER[at]) ^ 1) + GO_VERIFIER[at + 1 :]

        with pytest.raises(BadKey):
            read_verifier(changed)


def test_public_key_that_is_no_point_of_the_curve_accepts_nothing():
    verifier = Verifier("a.example", Kind.LOG, b"\xff" * 32)

    assert not verifier.accepts("text\n", b"s" * 64)
    assert not verifier.accepts("text\n", b"")
    with pytest.raises(notes.NoteError):
        notes.verify(notes.Note("text\n", ()), [verifier])
