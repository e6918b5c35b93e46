"""What is fuzzed, by name: log formats, those that share a parser together, and all else that
reads bytes of others."""

# Each input of a group is read as each of its formats. Zeek's logs with header lines are one format
# until a header tells which.
GROUPS: dict[str, tuple[str, ...]] = {
    "cef": ("cef",),
    "leef": ("leef",),
    "elff": ("elff",),
    "pairs": ("fortinet", "sgos-pairs"),
    "keys": ("entra", "zscaler-json", "strata"),
    "umbrella": ("umbrella-dns", "umbrella-proxy"),
    "panos": ("panos-threat", "panos-traffic", "panos"),
    "squid": ("squid",),
    "squid-web": ("squid-combined", "squid-common"),
    "zscaler-tabs": ("zscaler-tabs",),
    "fortinet-csv": ("fortinet-csv",),
    "zeek": ("zeek",),
    "zeek-json": (
        "zeek-http-json", "zeek-dns-json", "zeek-ssl-json", "zeek-conn-json", "zeek-json",
    ),
    "queries": ("bind", "dnsmasq", "unbound"),
}  # fmt: skip
SEEDED_AS = {
    "zeek": ("zeek", "zeek-http", "zeek-dns", "zeek-ssl", "zeek-conn"),
}
OTHERS = ("tables", "evidence", "mappings", "detecting", "opening")
NAMES = (*GROUPS, *OTHERS)
