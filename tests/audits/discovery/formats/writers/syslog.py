"""What syslog puts before a line."""

from datetime import datetime


def syslog(at: datetime) -> str:
    return f"{at:%b} {at.day:2} {at:%H:%M:%S}"
