"""Files in a bad state: what can be read counts, and what cannot is told with its offset."""

import gzip
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
import zstandard

from audits.discovery.formats import FORMATS, Format
from audits.discovery.formats.clocks import Bearings, Moment
from audits.discovery.formats.detecting import NotRecognized, detect, sample_of
from audits.discovery.formats.mapping import Mapping
from audits.discovery.reading.blocks import BLOCK, LONGEST_LINE, blocks
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.opening import Opened
from audits.discovery.reading.reading import Batch, Position, Reader
from audits.discovery.reading.scanning import Scanner
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.importing import AT, PAGE, in_order, quiet, squid

SEARCH = squid(AT, user="31234")
OTHERS = in_order(quiet(AT, 400))


BEGIN = Position()
HOUR = timedelta(hours=1)


def batches(
    path: Path, start: Position = BEGIN, *, log_format: Format = FORMATS["squid"]
) -> Iterator[Batch]:
    reader = Reader(
        path,
        name=path.name,
        log_format=log_format,
        scanner=Scanner([b"clearview.ai", *log_format.markers]),
        bearings=Bearings(UTC, AT),
    )
    return reader.batches(start)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_compressed_file_that_is_whole_has_no_fault(tmp_path: Path, pack) -> None:
    text = f"{SEARCH}\n{OTHERS}{SEARCH}".encode()

    contacts, faults = read(tmp_path / "access.log", pack(text))

    assert [one.offset for one in contacts] == [0, len(text) - len(SEARCH)]
    assert faults == []


@pytest.mark.parametrize(
    ("pack", "what"),
    [
        (gzip.compress, "its gzip stream is cut off"),
        (zstandard.ZstdCompressor().compress, "its zstd stream is cut off"),
    ],
)
def test_a_compressed_file_that_is_cut_off_counts_to_its_last_whole_line(
    tmp_path: Path, pack, what: str
) -> None:
    packed = pack(f"{SEARCH}\n{OTHERS * 40}{SEARCH}\n".encode())

    contacts, faults = read(tmp_path / "access.log", packed[:-40])

    assert contacts[0].offset == 0
    assert [one.what for one in faults] == [what]
    assert faults[0].offset > len(SEARCH)


def test_several_gzip_members_and_padding_are_one_text(tmp_path: Path) -> None:
    one, other = (gzip.compress(f"{line}\n".encode()) for line in (SEARCH, SEARCH))

    contacts, faults = read(tmp_path / "access.log.gz", one + other + b"\0" * 512)

    assert ([one.offset for one in contacts], faults) == ([0, len(SEARCH) + 1], [])


def test_what_follows_a_gzip_member_and_is_none_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(f"{SEARCH}\n".encode())

    contacts, faults = read(tmp_path / "access.log.gz", packed + b"plain text, no gzip")

    assert [one.offset for one in contacts] == [0]
    assert [one.what.partition(":")[0] for one in faults] == ["it is not gzip anymore"]


def test_a_bomb_of_zeros_is_read_in_small_pieces(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zst"
    path.write_bytes(zstandard.ZstdCompressor(level=19).compress(bytes(64 << 20)))

    opened = Opened(path)
    largest = max(map(len, opened.pieces()))

    assert path.stat().st_size < 100_000
    assert largest <= 128 << 20


@pytest.mark.parametrize("where", ["in a block", "over many blocks", "at the end"])
def test_a_line_of_ten_megabytes_is_told_and_what_stands_around_it_is_read(
    tmp_path: Path, where: str
) -> None:
    size = {"in a block": LONGEST_LINE + 10, "over many blocks": 3 * BLOCK, "at the end": 10 << 20}
    long = ("x" * size[where] + " clearview.ai ").encode()
    after = b"" if where == "at the end" else f"\n{SEARCH}\n".encode()

    contacts, faults = read(tmp_path / "access.log", f"{SEARCH}\n".encode() + long + after)

    offsets = [0] if where == "at the end" else [0, len(SEARCH) + 1 + len(long) + 1]
    assert [one.offset for one in contacts] == offsets
    assert [(one.offset, one.what) for one in faults] == [
        (len(SEARCH) + 1, "a line longer than a log's can be")
    ]


def test_blocks_have_no_hole_and_no_overlap() -> None:
    text = b"".join(b"%d %s\n" % (n, b"y" * (n * 7919 % 400_000)) for n in range(120)) + b"rest"
    pieces = [text[at : at + 700_001] for at in range(0, len(text), 700_001)]

    told = list(blocks(pieces))

    assert b"".join(one.data for one in told) == text
    assert [one.offset for one in told[1:]] == [one.end for one in told[:-1]]
    assert all(one.data.endswith(b"\n") for one in told[:-1])


def test_bytes_that_are_not_utf8_are_read_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    line = SEARCH.replace("31234", "jos\u00e9").encode("cp1252")
    path.write_bytes(line + b"\n")

    (batch,) = batches(path)

    assert batch.undecodable == {0: len(line)}
    assert "jos\u00e9" in batch.lines[0][2]


def test_a_header_line_that_is_not_utf8_is_counted_once_by_who_reads_on_from_before_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "iis.log"
    path.write_bytes(b"clearview.ai\n#Remark: jos\xe9\nclearview.ai\n")
    whole = list(batches(path, log_format=FORMATS["elff"]))

    rest = list(batches(path, whole[0].position, log_format=FORMATS["elff"]))

    assert [one.undecodable for one in whole] == [{}, {13: 13}]
    assert [one.undecodable for one in rest] == [{}, {13: 13}]


def test_a_fault_in_bytes_that_are_not_utf8_tells_how_many_these_are(tmp_path: Path) -> None:
    line = "jos\u00e9 clearview.ai".encode("cp1252")

    _, faults = read(tmp_path / "access.log", line + b"\n", log_format=FORMATS["squid"])

    assert [(one.offset, one.length) for one in faults] == [(0, len(line))]


def test_a_binary_file_is_refused_and_its_beginning_shown_safely(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(os.urandom(4096) + b"\x1b[31mclearview.ai\n")

    with pytest.raises(NotRecognized) as refused:
        detect(sample_of(path), FORMATS.values(), name=path.name)

    assert "\x1b" not in str(refused.value)


def test_zeros_in_the_middle_of_a_log_are_a_line_that_cannot_be_read(tmp_path: Path) -> None:
    text = f"{SEARCH}\n".encode() + bytes(1000) + b"clearview.ai\n" + f"{SEARCH}\n".encode()

    contacts, faults = read(tmp_path / "access.log", text)

    assert len(contacts) == 2
    assert [(one.offset, one.length) for one in faults] == [(len(SEARCH) + 1, 1012)]


def test_a_file_that_grows_is_read_as_it_was_when_it_was_opened(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(f"{SEARCH}\n".encode())
    reader = batches(path)
    opened = next(reader)
    with path.open("ab") as file:
        file.write(f"{SEARCH}\n".encode())

    later = [line for batch in reader for line in batch.lines]
    resumed = [line for batch in batches(path, opened.position) for line in batch.lines]

    assert (len(opened.lines), later) == (1, [])
    assert [offset for _name, offset, _line in resumed] == [len(SEARCH) + 1]


def test_a_file_that_shrinks_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(OTHERS.encode() * 60)
    opened = Opened(path)
    pieces = opened.pieces()
    next(pieces)
    os.truncate(path, 100)

    assert list(pieces) == []
    assert opened.broken == "the file became shorter while it was read"


def test_reading_on_from_any_place_gives_the_same_lines(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    lines = [squid(AT + timedelta(seconds=n), PAGE if n % 3 else "x", user="1") for n in range(900)]
    path.write_bytes(gzip.compress((in_order(lines) + OTHERS * 50).encode()))

    whole = list(batches(path))

    assert len(whole) > 1
    for stopped in range(len(whole)):
        rest = batches(path, whole[stopped].position)
        told = [line for batch in whole[: stopped + 1] for line in batch.lines]
        assert told + [line for batch in rest for line in batch.lines] == [
            line for batch in whole for line in batch.lines
        ]


def test_a_clock_that_jumps_back_is_told_and_hides_no_gap(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    first, second = quiet(AT, 3), quiet(AT - timedelta(hours=5), 2)
    path.write_text("\n".join([*first, *second]) + "\n", encoding="utf-8")

    (batch,) = batches(path)

    assert batch.coverage.jumps == [len("\n".join(first)) + 1]
    assert [(begin.hour, end.hour) for begin, end in batch.coverage.joined()] == [
        (13, 14),
        (18, 20),
    ]


def test_a_pause_is_found_to_the_line_without_reading_every_time() -> None:
    asked: list[bytes] = []

    def time_of(line: bytes) -> Moment:
        asked.append(line)
        return Moment(datetime.fromtimestamp(float(line.split()[0]), UTC))

    before = [squid(AT + timedelta(seconds=n)) for n in range(20_000)]
    after = [squid(AT + timedelta(hours=12, seconds=n)) for n in range(20_000)]
    coverage = Coverage()

    coverage.add_block(in_order([*before, *after]).encode(), 0, time_of)

    assert coverage.joined() == [
        (AT, AT + timedelta(seconds=19_999)),
        (AT + timedelta(hours=12), AT + timedelta(hours=12, seconds=19_999)),
    ]
    assert sum(coverage.by_hour.values()) == 40_000
    assert len(asked) < 200


def test_lines_hours_apart_before_many_that_are_none_are_covered_one_by_one() -> None:
    hours = [AT + timedelta(hours=n) for n in range(1500)]
    lines = "".join(f"{hour.timestamp():.0f}\n" for hour in hours)
    data = lines + "x\n" * 15_000 + f"{AT.timestamp() + 9e6:.0f}\n"
    coverage = Coverage()

    def time_of(raw: bytes) -> Moment | None:
        return Moment(datetime.fromtimestamp(int(raw), UTC)) if raw != b"x\n" else None

    coverage.add_block(data.encode(), 0, time_of)

    assert coverage.spans[:-1] == [(hour, hour) for hour in hours]


def test_lines_of_one_byte_that_have_a_time_are_covered() -> None:
    coverage = Coverage()

    lines = coverage.add_block(
        b"\n\n\n3\n", 0, lambda raw: Moment(AT + timedelta(hours=len(raw.strip())))
    )

    assert (lines, coverage.joined()) == (4, [(AT, AT), (AT + HOUR, AT + HOUR)])


def test_pauses_of_a_log_that_goes_backward_are_put_together_as_fast_as_others() -> None:
    spans = [(AT - HOUR * n, AT - HOUR * n) for n in range(100_000)]
    coverage = Coverage()
    began = process_time()

    coverage.merge(Coverage(spans))

    assert process_time() - began < 0.2
    assert coverage.joined() == spans[::-1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("elff", "#Fields: date time cs-host\n2020-11-13 - clearview.ai\n"),
        ("sgos-pairs", "date=2020-11-13 c-ip=10.1.2.3 cs-host=clearview.ai\n"),
        ("fortinet", "date=2020-11-13 type=utm subtype=dns qname=clearview.ai\n"),
    ],
)
def test_a_day_alone_is_no_time(tmp_path: Path, name: str, text: str) -> None:
    contacts, faults = read(tmp_path / "log", text, log_format=FORMATS[name])

    assert (contacts, [one.what for one in faults]) == ([], ["a time that is none"])


OWN = Mapping(name="own", columns={"time": "time", "host": "host"}).format


@pytest.mark.parametrize(
    ("log_format", "begin", "between"),
    [
        (FORMATS["elff"], "#Fields: time cs-host", " "),
        (FORMATS["elff"], "#Fields:\ttime\tcs-host", "\t"),
        (FORMATS["zeek"], "#separator \\x09\n#fields\tts\tquery", "\t"),
        (OWN, "time,x", ","),
    ],
)
def test_a_header_of_more_columns_than_can_be_counted_lays_nothing_out(
    tmp_path: Path, log_format: Format, begin: str, between: str
) -> None:
    header = begin + f"{between}x" * 1100 + f"{between}host"
    line = between.join(["2020-11-13T15:00:00Z", "clearview.ai", *["-"] * 1101])

    contacts, faults = read(tmp_path / "log", f"{header}\n{line}\n", log_format=log_format)

    assert contacts == []
    assert [(one.offset, one.length) for one in faults] == [(len(header) + 1, len(line))]
