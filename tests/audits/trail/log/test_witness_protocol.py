import pytest

from audits.trail.log import cosignatures, notes, witness_protocol
from audits.trail.log.keys import Kind, Verifier
from audits.trail.log.tree import leaf_hash
from audits.trail.log.witness_protocol import (
    Cosigned,
    Judgment,
    OtherSize,
    Refused,
    RequestError,
    build_request,
    judge,
    read_request,
    read_response,
)
from tests.audits.trail.log.building import (
    SECOND_WITNESS,
    SIGNER,
    THIEF,
    WITNESS,
    Nodes,
    checkpoint_of,
    some_entries,
)

ENTRIES = some_entries(20)
KEYS = [SIGNER.verifier]


def ask(old_size, size=20, entries=ENTRIES, signer=SIGNER):
    nodes = Nodes([leaf_hash(entry) for entry in entries])
    note = checkpoint_of(entries[:size], signer)
    return build_request(old_size=old_size, note=note, read=nodes)


def known(size, entries=ENTRIES):
    """What the witness last cosigned."""
    return ask(0, size, entries).checkpoint


def status(request, last_known, keys=KEYS):
    return judge(request, last_known, keys).status


# What the litewitness of torchwood is asked in its tests, by a Sigsum log.
SIGSUM_ORIGIN = (
    "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90"
)
SIGSUM_KEY = bytes.fromhex("52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd")
SIGSUM_REQUEST = (
    f"old 0\n\n{SIGSUM_ORIGIN}\n1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"
    f"— {SIGSUM_ORIGIN} "
    "7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=\n"
)


def test_request_of_another_log_is_judged_as_another_witness_judges_it():
    request = read_request(SIGSUM_REQUEST.encode())
    key = Verifier(SIGSUM_ORIGIN, Kind.LOG, SIGSUM_KEY)

    assert judge(request, None, [key]) == Judgment(200)
    assert str(request) == SIGSUM_REQUEST


# The body that the specification shows.
EXAMPLE = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501


def test_request_of_the_specification_is_read():
    request = read_request(EXAMPLE.encode())

    assert (request.old_size, len(request.proof)) == (20_852_014, 4)
    assert request.checkpoint.origin == "example.com/behind-the-sofa"
    assert str(request) == EXAMPLE


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 20), (1, 20), (13, 20), (16, 20), (20, 20)])
def test_growth_is_accepted(old, new):
    request = read_request(str(ask(old, new)).encode())

    assert judge(request, known(old) if old else None, KEYS) == Judgment(200)


def test_log_without_known_keys_is_unknown():
    assert status(ask(0), None, []) == 404


def test_checkpoint_of_an_unknown_key_is_forbidden():
    assert status(ask(0, signer=THIEF), None) == 403


def test_edited_checkpoint_is_forbidden():
    edited = str(ask(0)).replace("\n20\n", "\n19\n")

    assert status(read_request(edited.encode()), None) == 403


def test_old_size_above_the_checkpoints_is_a_bad_request():
    rolled_back = str(ask(0, 15)).replace("old 0", "old 16")

    assert status(read_request(rolled_back.encode()), known(16)) == 400


def test_unknown_key_is_told_before_a_bad_size():
    rolled_back = str(ask(0, 15, signer=THIEF)).replace("old 0", "old 16")

    assert status(read_request(rolled_back.encode()), known(16)) == 403


@pytest.mark.parametrize("old", [0, 5, 20])
def test_other_size_than_was_cosigned_is_a_conflict_that_tells_the_size(old):
    judgment = judge(ask(old), known(13), KEYS)

    assert judgment.status == 409
    assert (judgment.body, judgment.content_type) == ("13\n", "text/x.tlog.size")


def test_log_that_was_rolled_back_gets_the_size_that_was_seen():
    judgment = judge(ask(5, 10), known(13), KEYS)

    assert (judgment.status, judgment.body) == (409, "13\n")


def test_other_root_at_the_same_size_is_a_conflict():
    fork = [*ENTRIES[:19], b"another"]

    judgment = judge(ask(20, entries=fork), known(20), KEYS)

    assert (judgment.status, judgment.known_size) == (409, 20)


@pytest.mark.parametrize("index", [0, 7, 12])
def test_rewritten_history_is_not_cosigned(index):
    rewritten = [*ENTRIES[:index], b"another", *ENTRIES[index + 1 :]]

    judgment = judge(ask(13, entries=rewritten), known(13), KEYS)

    assert (judgment.status, judgment.content_type) == (422, "text/plain; charset=utf-8")
    assert "root of 13 entries" in judgment.body


@pytest.mark.parametrize(
    ("old", "change"),
    [
        (13, lambda lines: lines[:1] + lines[2:]),
        (13, lambda lines: [lines[0], lines[1], *lines[1:]]),
        (20, lambda lines: [lines[0], "A" * 43 + "=", *lines[1:]]),
        (0, lambda lines: [lines[0], "A" * 43 + "=", *lines[1:]]),
    ],
)
def test_proof_that_does_not_fit_is_not_cosigned(old, change):
    body = "\n".join(change(str(ask(old)).split("\n")))

    assert status(read_request(body.encode()), known(old) if old else None) == 422


def test_fork_shown_to_two_witnesses_does_not_come_together_again():
    fork = [*ENTRIES[:15], b"another", *ENTRIES[16:]]
    first, second = known(18), known(18, fork)

    assert status(ask(18), first) == 200
    assert status(ask(18, entries=fork), second) == 200
    assert status(ask(18), second) == 422
    assert status(ask(18, entries=fork), first) == 422


BODY = str(ask(13))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "the old size"),
        (BODY.replace("old 13\n", ""), "the old size"),
        (BODY.replace("old 13", "old 013"), "'013' is not a number"),
        (BODY.replace("old 13", "old -1"), "'-1' is not a number"),
        (BODY.replace("old 13\n", "old 13\nAAAA\n"), "a hash has 32"),
        (BODY.replace("old 13\n", "old 13\n" + f"{'A' * 43}=\n" * 60), "at most 63 hashes"),
        (BODY.partition("\n\n")[0], "and a checkpoint"),
        (BODY.rpartition("\n\n")[0], "ends with an empty line"),
        (BODY.replace("\n20\n", "\ntwenty\n"), "'twenty' is not a number"),
        ("x" * 1_100_000, "longer than"),
    ],
)
def test_what_is_no_request_is_refused_with_what_is_wrong(body, message):
    with pytest.raises(RequestError, match=message):
        read_request(body.encode())


def test_request_that_is_not_text_is_refused():
    with pytest.raises(RequestError, match="not UTF-8"):
        read_request(b"\xff")


def test_request_to_go_back_is_not_made():
    with pytest.raises(RequestError, match="has seen 21 entries, the checkpoint has 20"):
        ask(21)


# The log's side.

REQUEST = ask(13)


def answer(*witnesses, at=9):
    note = notes.parse(REQUEST.note)
    return "".join(str(cosignatures.cosign(note, witness, at=at)) for witness in witnesses)


def respond(code, body="", witnesses=(WITNESS,)):
    return read_response(REQUEST, code, body, [each.verifier for each in witnesses])


def test_cosignature_of_a_known_witness_is_taken_and_others_are_left():
    response = respond(200, answer(SECOND_WITNESS, WITNESS))

    assert isinstance(response, Cosigned)
    assert "".join(map(str, response.signatures)) == answer(WITNESS)
    attached = notes.parse(cosignatures.attach(REQUEST.note, response.signatures))
    assert [each.at for each in cosignatures.verify(attached, [WITNESS.verifier])] == [9]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (answer(SECOND_WITNESS), "with a key that is not known"),
        (answer(WITNESS)[:-6] + "AAA==\n", "is not valid"),
        (answer(WITNESS)[:-1], "is not valid"),
        ("", "is not valid"),
    ],
)
def test_answer_without_a_valid_cosignature_is_none(body, message):
    response = respond(200, body)

    assert isinstance(response, Refused)
    assert message in response.reason


def test_conflict_with_another_size_says_from_where_to_ask_again():
    assert respond(409, "7\n") == OtherSize(7)
    assert respond(409, "0\n") == OtherSize(0)


def test_conflict_with_the_same_size_says_that_history_has_forked():
    response = respond(409, "13\n")

    assert isinstance(response, Refused)
    assert "history has forked" in response.reason


def test_conflict_without_a_size_is_told():
    assert "did not say what size" in respond(409, "<html>").reason


@pytest.mark.parametrize("code", witness_protocol.MEANINGS)
def test_every_refusal_has_words(code):
    response = respond(code, "13\n" if code == 409 else "because\n")

    assert response.reason.startswith(witness_protocol.MEANINGS[code])


def test_status_that_the_protocol_does_not_know_is_told():
    assert respond(500) == Refused(500, "the witness answered with status 500")
