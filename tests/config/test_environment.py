import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from audits.trail.log.keys import Kind, Signer
from config import environment
from tests.config.commands import PRODUCTION, manage


def test_key_is_made_once_outside_production(tmp_path: Path):
    file = tmp_path / "var" / "key"

    first = environment.secret_key(given="", production=False, keep_in=file)
    second = environment.secret_key(given="", production=False, keep_in=file)

    assert first == second
    assert len(first) > 50


def test_made_key_is_readable_by_its_owner_alone(tmp_path: Path):
    file = tmp_path / "key"

    environment.secret_key(given="", production=False, keep_in=file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_making_a_key_leaves_no_other_file(tmp_path: Path):
    environment.secret_key(given="", production=False, keep_in=tmp_path / "key")

    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_given_key_is_used_and_not_written(tmp_path: Path):
    key = environment.secret_key(given="secret", production=True, keep_in=tmp_path / "key")

    assert key == "secret"
    assert list(tmp_path.iterdir()) == []


def test_place_that_cannot_hold_a_key_is_named(tmp_path: Path):
    (tmp_path / "var").write_text("a file where a directory should be")

    with pytest.raises(ImproperlyConfigured, match=r"var/key cannot be used: File exists\."):
        environment.secret_key(given="", production=False, keep_in=tmp_path / "var" / "key")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("true", True), ("YES", True), ("1", True), ("false", False), ("No", False), ("", False)],
)
def test_yes_or_no_is_read(monkeypatch: pytest.MonkeyPatch, text: str, expected: bool):
    monkeypatch.setenv("PRODUCTION", text)

    assert environment.yes_no("PRODUCTION") is expected


def test_slip_in_yes_or_no_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PRODUCTION", "ture")

    with pytest.raises(ImproperlyConfigured, match="PRODUCTION is 'ture'; expected true or false"):
        environment.yes_no("PRODUCTION")


def test_own_machine_may_ask_outside_production():
    hosts = environment.allowed_hosts(given=[], production=False)

    assert hosts == ["localhost", "127.0.0.1", "[::1]"]


def test_database_is_embedded_unless_named(tmp_path: Path):
    database = environment.database(url="", embedded_in=tmp_path)

    assert (database["ENGINE"], database["DATA"]) == ("config.postgres", str(tmp_path))


def test_database_is_the_one_named(tmp_path: Path):
    database = environment.database(url="postgresql://me:pw@db:5433/it", embedded_in=tmp_path)

    named = [database[key] for key in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert named == ["django.db.backends.postgresql", "me", "pw", "db", 5433, "it"]


OF_WITNESS = str(Signer("auditor.example/witness", Kind.WITNESS, b"c" * 32).verifier)
OF_COURT = str(Signer("court.example/witness", Kind.WITNESS, b"d" * 32).verifier)
OF_LOG = Signer("gatehouse.example/trail", Kind.LOG, b"a" * 32)


@pytest.mark.parametrize("between", ["\n", ",", " ,\n  "])
def test_witnesses_stand_on_lines_or_after_commas(between: str):
    given = between.join([f"{OF_WITNESS} https://a.example/w", f"{OF_COURT}  http://[::1]:8100/"])

    found = environment.trail_witnesses(given, production=True)

    assert [(it.name, it.address) for it in found] == [
        ("auditor.example/witness", "https://a.example/w/add-checkpoint"),
        ("court.example/witness", "http://[::1]:8100/add-checkpoint"),
    ]


def test_no_witnesses_are_none():
    assert environment.trail_witnesses(" \n", production=True) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (OF_WITNESS, "TRAIL_WITNESSES has a witness of 1 words; expected its verifier key and its"),
        (f"{OF_WITNESS} https://a.example {OF_COURT} https://b.example", "a witness of 4 words"),
        ("nonsense https://a.example", "TRAIL_WITNESSES cannot be used: a key consists of a name"),
        (f"{OF_WITNESS[:-4]} https://a.example", "has 29 bytes, an Ed25519 key has 32"),
        (f"{OF_LOG.verifier} https://a.example", "has a key of the log gatehouse.example/trail;"),
        (f"{OF_LOG.to_text()} https://a.example", "this is a private key; a public one is wanted"),
        (f"{OF_WITNESS} a.example", "the address 'a.example'; expected one such as https://"),
        (f"{OF_WITNESS} ftp://a.example", "the address 'ftp://a.example'; expected one"),
        (f"{OF_WITNESS} https://", "the address 'https://'; expected one"),
        (f"{OF_WITNESS} https://a.example:x", "the address 'https://a.example:x'; expected one"),
        (f"{OF_WITNESS} https://me:pw@a.example", "expected one such as"),
        (f"{OF_WITNESS} https://a.example?b=c", "expected one such as"),
        (f"{OF_WITNESS} https://a.example/\u00e9", "expected one such as"),
        (f"{OF_WITNESS} http://a.example", "PRODUCTION needs https to another machine"),
        (f"{OF_WITNESS} http://192.0.2.1", "PRODUCTION needs https to another machine"),
        (f"{OF_WITNESS} https://a.example, {OF_WITNESS} https://b.example", "witness twice;"),
    ],
)
def test_witness_that_cannot_be_asked_is_refused(given: str, reason: str):
    with pytest.raises(ImproperlyConfigured) as caught:
        environment.trail_witnesses(given, production=True)

    assert reason in str(caught.value)
    assert OF_LOG.to_text() not in str(caught.value)


def test_witness_nearby_needs_no_tls_outside_production():
    [found] = environment.trail_witnesses(f"{OF_WITNESS} http://10.0.0.7:8100", production=False)

    assert found.url == "http://10.0.0.7:8100"


@pytest.mark.parametrize(("text", "expected"), [("", 60), ("1", 1), ("3600", 3600)])
def test_whole_number_is_read(monkeypatch: pytest.MonkeyPatch, text: str, expected: int):
    monkeypatch.setenv("TRAIL_WITNESS_INTERVAL", text)

    found = environment.whole_number("TRAIL_WITNESS_INTERVAL", default=60, least=1, most=3600)

    assert found == expected


@pytest.mark.parametrize("text", ["0", "3601", "-5", "1.5", "a minute", "\u0661"])
def test_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv("TRAIL_WITNESS_INTERVAL", text)

    with pytest.raises(ImproperlyConfigured, match="expected a whole number from 1 to 3600"):
        environment.whole_number("TRAIL_WITNESS_INTERVAL", default=60, least=1, most=3600)


NO_KEY = "SECRET_KEY is not set, and PRODUCTION needs one."
NO_HOSTS = (
    "ALLOWED_HOSTS is not set, and PRODUCTION needs the names it answers to, for example "
    "ALLOWED_HOSTS=gatehouse.example.gov"
)
NO_POSTGRESQL = (
    "DATABASE_URL begins with 'sqlite'; Gatehouse needs PostgreSQL, for example "
    "postgresql://user:password@host:5432/gatehouse"
)
NO_ZONE = (
    "DEPARTMENT_TIME_ZONE is 'Los Angeles', which is no time zone. Expected a name such as "
    "America/Los_Angeles."
)
NO_ORIGIN = (
    "TRAIL_ORIGIN is not set, and PRODUCTION needs the name of the log, "
    "for example TRAIL_ORIGIN=gatehouse.example.gov/trail"
)
BAD_ORIGIN = (
    "TRAIL_ORIGIN is 'our trail'; expected a name without spaces or plus signs, "
    "for example gatehouse.example.gov/trail"
)
NO_PSEUDONYM_KEY = "PSEUDONYM_KEY is not set, and PRODUCTION needs one."
NO_SEALING_KEYS = "DISCOVERY_KEYS is not set, and PRODUCTION needs one."
BAD_SEALING_KEY = (
    "DISCOVERY_KEYS has a key that is none; expected 32 random bytes in URL-safe base64."
)

REFUSED = [
    ({"SECRET_KEY": ""}, NO_KEY),
    ({"ALLOWED_HOSTS": ""}, NO_HOSTS),
    ({"DATABASE_URL": "sqlite:///gatehouse"}, NO_POSTGRESQL),
    ({"DEPARTMENT_TIME_ZONE": "Los Angeles"}, NO_ZONE),
    ({"TRAIL_ORIGIN": ""}, NO_ORIGIN),
    ({"TRAIL_ORIGIN": "our trail"}, BAD_ORIGIN),
    ({"PSEUDONYM_KEY": ""}, NO_PSEUDONYM_KEY),
    ({"DISCOVERY_KEYS": ""}, NO_SEALING_KEYS),
    ({"DISCOVERY_KEYS": "none"}, BAD_SEALING_KEY),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSED)
def test_wrong_setting_is_named_in_one_line(tmp_path: Path, changes: dict[str, str], reason: str):
    done = manage("check", data=tmp_path, **{**PRODUCTION, **changes})

    assert done.stderr == f"Gatehouse cannot start: {reason}\n"
    assert done.returncode == 2


def test_database_out_of_reach_is_named_in_one_line(tmp_path: Path):
    done = manage("migrate", data=tmp_path, DATABASE_URL="postgresql://me@127.0.0.1:1/it")

    assert done.stderr.startswith("The database cannot be reached: connection failed: ")
    assert (done.stderr.count("\n"), done.returncode) == (1, 2)


def test_sealing_key_is_made_once_outside_production_and_given_ones_are_taken(tmp_path: Path):
    file = tmp_path / "sealing_key"

    made = environment.sealing_keys(given=[], production=False, keep_in=file)

    assert environment.sealing_keys(given=[], production=False, keep_in=file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert environment.sealing_keys(given=made * 2, production=True, keep_in=file) == made * 2
