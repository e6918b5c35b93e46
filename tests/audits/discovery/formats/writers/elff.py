"""The W3C's extended log format, and name=value of SGOS."""

from tests.audits.discovery.formats.events import Event, Writer, telling

SGOS_HEADER = (
    "#Software: SGOS 6.7.4.2\n#Version: 1.0\n#Date: 2020-11-13 07:00:00\n"
    "#Fields: date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method "
    "cs-uri-scheme cs-host cs-uri-path cs-uri-query cs-username s-hierarchy s-supplier-name "
    "rs(Content-Type) cs(Referer) cs(User-Agent) sc-filter-result cs-categories s-ip\n"
)


def _held(value: str) -> str:
    """`value`, held together by quotes where it has spaces."""
    return f'"{value}"' if " " in value else value or "-"


def sgos(event: Event) -> str:
    path, _, query = event.path.partition("?")
    action, status = event.said("TCP_NC_MISS/200", "TCP_DENIED/403").split("/")
    return (
        f"{event.in_utc('%Y-%m-%d %H:%M:%S')} 211 {event.client} {status} {action} 4321 512 "
        f"{event.method} https {event.host} {path} {'?' + query if query else '-'} "
        f"{_held(event.user)} DIRECT {event.peer} text/html {event.referrer or '-'} "
        f'"{event.agent}" OBSERVED "Technology/Internet;none" 10.0.0.8'
    )


IIS_HEADER = (
    "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n"
    "#Date: 2020-11-13 07:00:00\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port "
    "cs-username c-ip cs(User-Agent) cs(Referer) cs-host sc-status sc-substatus\n"
)


def iis(event: Event) -> str:
    path, _, query = event.path.partition("?")
    return (
        f"{event.in_utc('%Y-%m-%d %H:%M:%S')} 10.0.0.8 {event.method} {path} {query or '-'} 443 "
        f"{event.user.replace(' ', '+') or '-'} {event.client} {event.agent.replace(' ', '+')} "
        f"{event.referrer or '-'} {event.host} {event.said('200', '403')} 0"
    )


def sgos_pairs(event: Event) -> str:
    path, _, query = event.path.partition("?")
    return (
        f"<111>1 {event.in_utc('%Y-%m-%dT%H:%M:%S')}.000z proxy1 bluecoat - splunk_format - "
        f"c-ip={event.client} cs-bytes=512 cs-host={event.host} cs-method={event.method} "
        f'cs-uri-path={path} cs-uri-query="{query}" cs-username={_held(event.user)} '
        f'cs-Referer="{event.referrer}" cs-User-Agent="{event.agent}" s-action='
        f"{event.said('TCP_NC_MISS', 'TCP_DENIED')} sc-status=200 "
        f"sc-filter-result=OBSERVED r-ip={event.peer}"
    )


_REQUEST = telling("user client host method path referrer stopped")
WRITERS = {
    "elff": Writer(
        format="elff", line=sgos, header=SGOS_HEADER, tells=_REQUEST | {"peer", "agent"}
    ),
    "elff of IIS": Writer(format="elff", line=iis, header=IIS_HEADER, space="+", tells=_REQUEST),
    "sgos-pairs": Writer(format="sgos-pairs", line=sgos_pairs, tells=_REQUEST | {"peer", "agent"}),
}
