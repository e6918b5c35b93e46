"""The known services as discovery looks for them."""

from collections.abc import Iterable
from functools import cache

from audits.discovery.services import Service, Standing, Watchlist, watchlist
from policy.systems import catalog


def shipped() -> Iterable[Service]:
    """The services of the catalog that ships; each is prohibited until a department allows it."""
    return (
        Service(
            one.slug,
            one.name,
            Standing.PROHIBITED,
            one.domains,
            applications=one.applications,
            aliases=one.aliases,
        )
        for one in catalog.services()
    )


@cache
def applications() -> dict[str, tuple[str, ...]]:
    """The names under which known services stand among sign-ins, by their short names."""
    return {one.slug: one.applications for one in catalog.services() if one.applications}


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """What else merchants and lists call known services, by their short names."""
    return {one.slug: one.aliases for one in catalog.services() if one.aliases}


# Resolvers that answer over HTTPS or TLS, as browsers ship them. Whoever asks them leaves no name
# in the department's DNS logs.
RESOLVERS = (
    Service("dns-google", "Google Public DNS", Standing.RESOLVER, ("dns.google",)),
    Service(
        "dns-cloudflare",
        "Cloudflare DNS",
        Standing.RESOLVER,
        ("cloudflare-dns.com", "one.one.one.one"),
    ),
    Service("dns-quad9", "Quad9", Standing.RESOLVER, ("dns.quad9.net",)),
    Service("dns-nextdns", "NextDNS", Standing.RESOLVER, ("dns.nextdns.io",)),
    Service("dns-adguard", "AdGuard DNS", Standing.RESOLVER, ("adguard-dns.com",)),
    Service("dns-opendns", "OpenDNS", Standing.RESOLVER, ("doh.opendns.com",)),
)


def watched(more: Iterable[Service] = ()) -> Watchlist:
    """The shipped services, resolvers, and `more`, which replace those of the same short name."""
    services = {service.slug: service for service in (*RESOLVERS, *shipped(), *more)}
    return watchlist(services.values())
