"""Mappings as files: what is written is read again, and whatever is wrong is told at once."""

import json
from pathlib import Path

import pytest

from audits.discovery.formats import FORMATS
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_files import BadMapping, as_file, mapping_in, read_mappings
from audits.discovery.formats.own import with_own

MAPPING = Mapping(name="Gateway", columns={"time": "When", "host": 3, "user": "Größe"}, zone="UTC")
TOLD = {"gatehouse_mapping": 1, "name": "Gateway", "kind": "csv", "delimiter": ","}
TOLD |= {"columns": {"time": "When", "host": 3, "user": "Größe"}, "time_format": "iso"}
TOLD |= {"zone": "UTC"}
KEYS = ("name", "columns", "kind", "delimiter", "time_format", "zone")


def test_a_file_says_all_of_a_mapping_and_the_version_of_its_layout() -> None:
    assert json.loads(as_file(MAPPING)) == TOLD
    assert mapping_in(as_file(MAPPING)) == MAPPING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "It is no JSON: Expecting value: line 1 column 1 (char 0)."),
        ("[]", 'It is no mapping: expected an object with "gatehouse_mapping".'),
        ('{"name": "x"}', 'It is no mapping: expected an object with "gatehouse_mapping".'),
        ('{"gatehouse_mapping": 2}', "It is of version 2; expected 1."),
        ('{"gatehouse_mapping": true}', "It is of version True; expected 1."),
    ],
)
def test_what_is_no_mapping_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadMapping) as refused:
        mapping_in(text)

    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"columns": [1], "zone": None, "color": "red"},
            [
                f'There is no key "color"; there are {", ".join(KEYS)}.',
                '"columns" is [1]; it has to be an object.',
                '"zone" is None; it has to be text.',
            ],
        ),
        (
            {"columns": {"time": {"a": 1}, "host": True}, "zone": "Mars"},
            [
                "The column for \"time\" is {'a': 1}; it has to be a header or a number.",
                'The column for "host" is True; it has to be a header or a number.',
                'There is no time zone "Mars"; one is called "America/Los_Angeles", for example.',
            ],
        ),
        ({"name": "SQUID"}, ['"SQUID" is a format that ships; choose another name.']),
    ],
)
def test_whatever_is_wrong_is_told_at_once(change: dict, said: list[str]) -> None:
    with pytest.raises(BadMapping) as refused:
        mapping_in(json.dumps(TOLD | change))

    assert str(refused.value).splitlines() == said


def test_a_key_that_is_missing_is_told() -> None:
    told = {key: value for key, value in TOLD.items() if key != "kind"}

    with pytest.raises(BadMapping, match='The key "kind" is missing'):
        mapping_in(json.dumps(told))


def test_files_are_told_by_their_names_and_mappings_by_theirs(tmp_path: Path) -> None:
    one, other, bad = (tmp_path / name for name in ("one.json", "other.json", "bad.json"))
    one.write_text(as_file(MAPPING))
    other.write_text(json.dumps(TOLD | {"name": "GATEWAY"}))
    bad.write_bytes(b"\xff")

    assert list(with_own(read_mappings([one]))) == [*FORMATS, "Gateway"]
    with pytest.raises(
        BadMapping, match=r"other\.json: another mapping is called .GATEWAY. as well"
    ):
        read_mappings([one, other])
    with pytest.raises(BadMapping, match=r"bad\.json: 'utf-8' codec can't decode"):
        read_mappings([bad])
