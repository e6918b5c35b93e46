"""The background of each log."""

from config.demo.logs.background.crowd import Crowd, Lines
from config.demo.logs.background.squid import squid_lines
from config.demo.logs.background.umbrella import dns_lines, proxy_lines
from config.demo.logs.background.zeek import zeek_lines
from config.demo.logs.planting.scene import Log


def lines_of(crowd: Crowd, log: Log) -> Lines:
    """Seconds since 1970 and the line, in the order of time."""
    own = {
        Log.SQUID: squid_lines,
        Log.UMBRELLA_DNS: dns_lines,
        Log.UMBRELLA_PROXY: proxy_lines,
    }
    return own[log](crowd) if log in own else zeek_lines(crowd, log)
