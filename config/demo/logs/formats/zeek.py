"""Lines and headers of Zeek's conn, dns, http and ssl logs as tab-separated values.

Columns and types are those of the base scripts of Zeek 3.
"""

from collections.abc import Sequence

from config.demo.logs.period import Period, moment

_START = "ts:time uid:string id.orig_h:addr id.orig_p:port id.resp_h:addr id.resp_p:port "
_COLUMNS = {
    "conn": _START
    + "proto:enum service:string duration:interval orig_bytes:count resp_bytes:count "
    "conn_state:string local_orig:bool local_resp:bool missed_bytes:count history:string "
    "orig_pkts:count orig_ip_bytes:count resp_pkts:count resp_ip_bytes:count "
    "tunnel_parents:set[string]",
    "dns": _START
    + "proto:enum trans_id:count rtt:interval query:string qclass:count qclass_name:string "
    "qtype:count qtype_name:string rcode:count rcode_name:string AA:bool TC:bool RD:bool RA:bool "
    "Z:count answers:vector[string] TTLs:vector[interval] rejected:bool",
    "http": _START
    + "trans_depth:count method:string host:string uri:string referrer:string version:string "
    "user_agent:string origin:string request_body_len:count response_body_len:count "
    "status_code:count status_msg:string info_code:count info_msg:string tags:set[enum] "
    "username:string password:string proxied:set[string] orig_fuids:vector[string] "
    "orig_filenames:vector[string] orig_mime_types:vector[string] resp_fuids:vector[string] "
    "resp_filenames:vector[string] resp_mime_types:vector[string]",
    "ssl": _START
    + "version:string cipher:string curve:string server_name:string resumed:bool "
    "last_alert:string next_protocol:string established:bool cert_chain_fuids:vector[string] "
    "client_cert_chain_fuids:vector[string] subject:string issuer:string client_subject:string "
    "client_issuer:string validation_status:string",
}  # fmt: skip
_METHOD, _HOST = 7, 8  # the columns of http that change places

# A connection: when, its id, from where, to where.
Ends = tuple[float, str, str, int, str, int]


def header(log: str, period: Period, week: int) -> list[str]:
    columns = _COLUMNS[log].split()
    if log == "http":
        columns = _ordered(columns, later=week >= period.week_of(period.changed))
    names, types = zip(*(column.split(":") for column in columns), strict=True)
    opened = moment(period.start).strftime("%H-%M-%S")
    return [
        "#separator \\x09",
        "#set_separator\t,",
        "#empty_field\t(empty)",
        "#unset_field\t-",
        f"#path\t{log}",
        f"#open\t{period.first_day(week)}-{opened}",
        "\t".join(["#fields", *names]),
        "\t".join(["#types", *types]),
    ]


def footer(period: Period, week: int) -> list[str]:
    return [f"#close\t{moment(period.last_moment(week)).strftime('%Y-%m-%d-%H-%M-%S')}"]


def conn(ends: Ends, *, service: str, duration: float, sent: int, received: int) -> str:
    proto, history = ("udp", "Dd") if service == "dns" else ("tcp", "ShADadFf")
    return (
        f"{_start(ends)}\t{proto}\t{service}\t{duration:.6f}\t{sent}\t{received}\tSF\tT\tF\t0"
        f"\t{history}\t{sent // 1400 + 4}\t{sent + 208}"
        f"\t{received // 1400 + 3}\t{received + 168}\t-"
    )


def dns(ends: Ends, *, number: int, query: str, answer: str) -> str:
    return (
        f"{_start(ends)}\tudp\t{number}\t0.012000\t{query}\t1\tC_INTERNET\t1\tA\t0\tNOERROR"
        f"\tF\tF\tT\tT\t0\t{answer}\t300.000000\tF"
    )


def http(
    period: Period, ends: Ends, *, method: str, host: str, uri: str, referrer: str, agent: str,
    sent: int = 0, received: int = 2048,
) -> str:  # fmt: skip
    rest = (
        f"{uri}\t{referrer}\t1.1\t{agent}\t-\t{sent}\t{received}\t200\tOK\t-\t-\t(empty)\t-\t-\t-"
        "\t-\t-\t-\t-\t-\t-"
    )
    first, second = (host, method) if ends[0] >= period.changed else (method, host)
    return f"{_start(ends)}\t1\t{first}\t{second}\t{rest}"


def ssl(ends: Ends, *, name: str) -> str:
    return (
        f"{_start(ends)}\tTLSv12\tTLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\tx25519\t{name}\tF\t-\th2"
        "\tT\t-\t-\t-\t-\t-\t-\t-"
    )


def _start(ends: Ends) -> str:
    at, uid, client, port, server, server_port = ends
    return f"{at:.6f}\t{uid}\t{client}\t{port}\t{server}\t{server_port}"


def _ordered(columns: Sequence[str], *, later: bool) -> list[str]:
    ordered = list(columns)
    if later:
        ordered[_METHOD], ordered[_HOST] = ordered[_HOST], ordered[_METHOD]
    return ordered
