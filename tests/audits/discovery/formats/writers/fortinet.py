"""FortiGate's log: its web filter, its flows and its queries."""

from tests.audits.discovery.formats.events import Event, Writer, telling


def fortinet(event: Event) -> str:
    # Seconds and nanoseconds stand in one file, where firmware was updated.
    epoch = str(int(event.at.timestamp()))
    action = event.said("passthrough", "blocked")
    return (
        f'<189>date={event.at:%Y-%m-%d} time={event.at:%H:%M:%S} devname="fw 1" devid="FG1" '
        f"eventtime={epoch + '0' * 9 if event.stopped else epoch} "
        'tz="+0000" logid="0316013056" type="utm" subtype="webfilter" eventtype="ftgd_blk" '
        f'level="warning" vd="root" policyid=1 user="{event.user}" srcip={event.client} '
        f'srcport=3000 dstip={event.peer} dstport=443 proto=6 hostname="{event.host}" '
        f'action="{action}" reqtype="direct" '
        f'url="https://{event.host}{event.path}" httpmethod="{event.method}" '
        f'referralurl="{event.referrer}" agent="{event.agent}" method="domain" '
        'msg="see hostname=clearview.ai now"'
    )


def fortinet_csv(event: Event) -> str:
    return (
        f"date={event.at:%Y-%m-%d},time={event.at:%H:%M:%S},tz=+0000,devname=fw 1,devid=FG1,"
        f'logid=0316013056,type=utm,subtype=webfilter,level=warning,user="{event.user}",'
        f'srcip={event.client},dstip={event.peer},msg="said, hostname=clearview.ai",'
        f'hostname="{event.host}",action={event.said("passthrough", "blocked")},'
        f'url="{event.path}",httpmethod={event.method}'
    )


def fortinet_traffic(event: Event) -> str:
    return (
        f'<189>date={event.at:%Y-%m-%d} time={event.at:%H:%M:%S} devname="fw 1" tz="+0000" '
        f'logid="0000000013" type="traffic" subtype="forward" level="notice" srcip={event.client} '
        f'srcname="clearview.ai" dstip={event.peer} dstport=443 user="{event.user}" '
        f'action="{event.said("close", "deny")}" app="HTTPS" sentbyte=4321'
    )


def fortinet_dns(event: Event) -> str:
    return (
        f'<189>date={event.at:%Y-%m-%d} time={event.at:%H:%M:%S} devname="fw 1" tz="+0000" '
        f'logid="1501054802" type="utm" subtype="dns" eventtype="dns-response" level="notice" '
        f'srcip={event.client} dstip=10.0.0.53 dstport=53 qname="{event.host}" qtype="A" '
        f'ipaddr="203.0.113.7" msg="see clearview.ai" action="{event.said("pass", "block")}"'
    )


_REQUEST = telling("user client host method path peer stopped")
WRITERS = {
    "fortinet": Writer(format="fortinet", line=fortinet, tells=_REQUEST | {"referrer", "agent"}),
    "fortinet of flows": Writer(
        format="fortinet", line=fortinet_traffic, tells=telling("user client peer stopped")
    ),
    "fortinet of queries": Writer(
        format="fortinet", line=fortinet_dns, tells=telling("client host stopped")
    ),
    "fortinet-csv": Writer(format="fortinet-csv", line=fortinet_csv, tells=_REQUEST),
}
