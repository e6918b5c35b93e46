"""Every file is what its format says, with the traps that the documentation names."""

import ipaddress
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from tests.config.demo.logs.reading import seconds

ZEEK = ("conn", "dns", "http", "ssl")
PARSERS = {
    "time": float, "interval": float, "count": int, "port": int, "addr": ipaddress.ip_address,
    "bool": {"T": True, "F": False}.__getitem__, "enum": str, "string": str,
}  # fmt: skip
CHANGED = seconds("2020-09-26T00:00:00Z")


def check(kind, value):
    """Reads a value of Zeek as its type says."""
    if value != "-" and "[" not in kind:
        PARSERS[kind](value)


def parts(lines):
    return [line for line in lines if line.startswith("#")], [
        line.split("\t") for line in lines if not line.startswith("#")
    ]


@pytest.mark.parametrize("log", ZEEK)
def test_every_zeek_file_is_well_formed(logs, log):
    files = logs.lines(f"zeek/{log}.*")

    assert len(files) == 13
    for path, lines in files.items():
        header, rows = parts(lines)
        keys = [line.replace(" ", "\t").split("\t")[0] for line in header]
        assert keys == [
            "#separator", "#set_separator", "#empty_field", "#unset_field", "#path", "#open",
            "#fields", "#types", "#close",
        ]  # fmt: skip
        assert header[4] == f"#path\t{log}"
        assert lines[-1] == header[-1]
        assert path.name.split(".")[1] in header[5]
        types = header[7].split("\t")[1:]
        assert {len(row) for row in rows} == {len(types)} == {len(header[6].split("\t")) - 1}
        for row in rows:
            list(map(check, types, row))
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_ids_of_zeek_join_what_was_carried_to_its_connection(logs):
    connections = {row["uid"] for row in logs.zeek("conn")}

    carried = [row["uid"] for log in ("http", "ssl") for row in logs.zeek(log)]
    assert set(carried) - connections == set()
    assert max(Counter(carried).values()) == 1


def test_columns_of_zeek_http_change_their_order_once(logs):
    names = [
        next(line for line in lines if line.startswith("#fields")).split("\t")[8:10]
        for lines in logs.lines("zeek/http.*").values()
    ]

    assert names == [["method", "host"]] * 6 + [["host", "method"]] * 7


def test_the_rotated_set_of_the_proxy_has_a_file_for_each_week(logs):
    names = {path.name for path in logs.lines("squid/*")}

    packed = {f"access.log.{number}.gz" for number in range(1, 13) if number != 6}
    assert names == packed | {"access.log", "access.log.6.zst"}


def test_lines_of_the_proxy_are_in_order_but_for_those_written_twice(logs):
    texts = Counter(seen.text for seen in logs.squid)

    for lines in logs.lines("squid/*").values():
        own = [float(line.split()[0]) for line in lines if texts[line] == 1]
        assert own == sorted(own)


def test_lines_of_the_proxy_end_in_three_ways(logs):
    ends = defaultdict(Counter)
    for path, lines in logs.lines("squid/*").items():
        number = int(path.name.split(".")[2]) if path.name != "access.log" else 0
        for line in lines:
            end = "quoted" if line.endswith('"') else "space" if line.endswith(" ") else "plain"
            ends[number][end] += 1

    kinds = {number: set(told) for number, told in ends.items()}
    assert [kinds[number] for number in (12, 11)] == [{"space"}] * 2
    # A line that is repeated at the beginning of a file has the end that it had.
    assert kinds[10] <= {"plain", "space"}
    assert [kinds[number] for number in range(6, 10)] == [{"plain"}] * 4
    assert kinds[5] <= {"plain", "quoted"}
    assert [kinds[number] for number in range(5)] == [{"quoted"}] * 5


def test_some_lines_of_the_proxy_have_no_user(logs):
    without = sum(seen.who is None for seen in logs.squid) / len(logs.squid)

    assert 0.1 < without < 0.25


def test_umbrella_rows_grow_with_the_seventh_week(logs):
    dns = {(seconds(row[0] + "Z") >= CHANGED, len(row)) for row in logs.umbrella("dnslogs")}
    proxy = {(seconds(row[0] + "Z") >= CHANGED, len(row)) for row in logs.umbrella("proxylogs")}

    assert dns == {(False, 10), (True, 13)}
    assert proxy == {(False, 26), (True, 35)}
    assert {row[8][-1] for row in logs.umbrella("dnslogs")} == {"."}


def test_truth_counts_the_lines_of_every_file(logs):
    counted = {
        str(path.relative_to(logs.folder)): sum(
            not ("zeek" in path.parts and line.startswith("#")) for line in lines
        )
        for pattern in ("squid/*", "zeek/*", "umbrella/*/*")
        for path, lines in logs.lines(pattern).items()
    }

    told = logs.truth["files"]
    assert {path: file["lines"] for path, file in told.items()} == counted
    assert {file["format"] for file in told.values()} == {
        "squid", "zeek", "umbrella_dns", "umbrella_proxy",
    }  # fmt: skip


def test_roster_has_9000_people(logs):
    rows = logs.context("roster")

    assert len(rows) == len({row["serial_number"] for row in rows}) == 9000
    assert len({row["user_name"] for row in rows}) == 9000
    assert {row["email"] == f"{row['serial_number']}@police.example" for row in rows} == {True}
    assert set(logs.truth["by_person"]) < {row["serial_number"] for row in rows}


@pytest.mark.parametrize("name", ["dhcp", "vpn"])
def test_an_address_has_one_holder_at_a_time_and_some_have_several_in_turn(logs, name):
    held = defaultdict(list)
    for row in logs.context(name):
        held[row["address"]].append((seconds(row["from"]), seconds(row["until"])))

    turns = [sorted(each) for each in held.values()]
    assert all(end <= begin for each in turns for (_, end), (begin, _) in pairwise(each))
    assert max(map(len, turns)) > 1
