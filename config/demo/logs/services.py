"""The two systems, names that resemble the service's, and everything else that is visited.

The service's host names are its real ones; the paths are invented, as is the county's host.
"""

from itertools import product

HOST = "app.clearview.ai"
SITES = ("clearview.ai", "www.clearview.ai", "blog.clearview.ai")
SERVER = "203.0.113.20"
METHOD, PATH = "POST", "/api/v1/search"

COUNTY_HOST = "facesearch.county.example"
COUNTY_SERVER = "192.0.2.15"
COUNTY_PATH = "/search"

LOOK_ALIKES = {
    "letters_before": "notclearview.ai",
    "other_domain": "clearview.ai.example.com",
    "evil_domain": "app.clearview.ai.evil.example",
    "hyphen": "clearview-ai.example",
    "punycode": "xn--clerview-36g.ai",  # with a Cyrillic letter
}

# Resolvers over HTTPS, behind which no query shows.
HIDING_RESOLVERS = ("dns.google", "cloudflare-dns.com", "mozilla.cloudflare-dns.com")

AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/86.0.4240.183",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:82.0) Gecko/20100101 Firefox/82.0",
    "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
)

_FIRST = ("harbor", "summit", "lantern", "cedar", "pioneer", "canyon", "meadow", "granite")
_SECOND = ("news", "weather", "mail", "maps", "parts", "courts", "video", "training", "bank")
_BELOW = ("www", "cdn", "api", "static")
HOSTS = [
    f"{below}.{first}{second}.example" for below, first, second in product(_BELOW, _FIRST, _SECOND)
]
PAGES = ("/", "/index.html", "/news/today", "/login", "/search?q=overtime", "/css/site.css", "/a/b")


def server_of(host: str) -> str:
    """An address for a host that matters to nobody."""
    place = HOSTS.index(host) if host in HOSTS else sum(host.encode())
    return f"198.51.100.{place % 240 + 10}"
