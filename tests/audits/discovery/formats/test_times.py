"""Times are read as they are written, and nothing in their place breaks anything."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.discovery.formats import FORMATS
from audits.discovery.formats.clocks import Bearings, Unreadable, epoch, iso, written_as
from audits.discovery.formats.named_zones import with_named_zone

PACIFIC = timezone(timedelta(hours=-8))
BEARINGS = Bearings(PACIFIC, datetime(2020, 11, 13, tzinfo=UTC))
AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
NAMED = with_named_zone(written_as("%b %d %Y %H:%M:%S", "%b %d %Y %H:%M:%S %z"))


@pytest.mark.parametrize(
    "text", ["1605279600", "1605279600000", "1605279600000000", "1605279600000000000"]
)
def test_seconds_and_their_parts_are_told_apart_by_size(text: str) -> None:
    assert epoch(text, BEARINGS).at == iso(text, BEARINGS).at == AT


def test_a_number_is_not_taken_for_a_day_and_an_hour() -> None:
    assert iso("1601010812345", BEARINGS).at == datetime(2020, 9, 25, 5, 13, 32, 345000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("UTC", 7), ("GMT", 7), ("EST", 12), ("EDT", 11), ("CST", 13), ("PST", 15), ("PDT", 14)],
)
def test_a_zone_may_be_named(zone: str, hour: int) -> None:
    moment = NAMED(f"Nov 13 2020 07:00:00 {zone}", BEARINGS)

    assert (moment.at, moment.zone_assumed) == (AT.replace(hour=hour), False)


def test_a_zone_that_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(Unreadable):
        NAMED("Nov 13 2020 07:00:00 XYZT", BEARINGS)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-10:00", "nan"])
def test_a_time_beyond_all_years_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        iso(text, BEARINGS)


@given(
    st.one_of(
        st.text(max_size=30),
        st.text("0123456789-:.TZ+/ \x1fyMdHmsS'%Nov", max_size=40),
        st.datetimes(timezones=st.timezones()).map(str),
        st.integers().map(str),
        st.floats().map(str),
    )
)
def test_whatever_a_log_says_of_the_time_is_a_moment_or_none(text: str) -> None:
    for log_format in FORMATS.values():
        try:
            moment = log_format.clock(text, BEARINGS)
        except Unreadable:
            continue
        assert moment.at.tzinfo is UTC
