"""What looks like a search and is none: visits, invitations, mentions, look-alikes; and runs."""

from config.demo.logs.plan import Plan
from config.demo.logs.planting.scene import Scene
from config.demo.logs.services import (
    COUNTY_HOST,
    COUNTY_PATH,
    COUNTY_SERVER,
    HIDING_RESOLVERS,
    HOST,
    LOOK_ALIKES,
    METHOD,
    PATH,
    SERVER,
    SITES,
    server_of,
)

CURIOUS = 60
PREFLIGHTS = 10
INVITATIONS = 35
LOOKED_AT = 12  # lines for each look-alike; a third of them have the path of a search
RESOLVED = 20  # lines for each hiding resolver

# Kind, how many, URL: pages of others in the proxy's log that name the service.
MENTIONS = (
    ("path", 30, "https://www.harbornews.example/tech/clearview.ai-and-the-police"),
    ("query", 40, "https://search.example/search?q=clearview.ai"),
    ("query_with_address", 10, f"https://search.example/url?to=https%3A%2F%2F{HOST}%2F"),
    ("path_of_a_search", 10, f"https://archive.example/web/2020/https://{HOST}{PATH}"),
)
REFERRERS = 20  # for each source


def plant_around(scene: Scene) -> None:
    _plant_visits(scene)
    _plant_mentions(scene)
    for kind, host in LOOK_ALIKES.items():
        for index in range(LOOKED_AT):
            _resemble(scene, kind, host, searching=index % 3 == 0)
    for host in HIDING_RESOLVERS:
        for _time in range(RESOLVED):
            _hide(scene, host)


def plant_runs(scene: Scene, plan: Plan) -> None:
    """Each approved run on the county's system, and the page that it began on."""
    for run in plan.runs:
        client, user = scene.network.address(run.place, run.at), scene.user(run.place)
        sent = {"client": client, "user": user, "server": COUNTY_SERVER}
        scene.squid(round(run.at - 20, 3), f"https://{COUNTY_HOST}/", **sent)
        scene.squid(run.at, f"https://{COUNTY_HOST}{COUNTY_PATH}", method=METHOD, **sent)
        scene.count("visits", "county_page")


def _plant_visits(scene: Scene) -> None:
    for _visit in range(CURIOUS):
        _page(scene, "curious", f"https://{scene.random.choice(SITES)}/")
    for _visit in range(PREFLIGHTS):
        _page(scene, "preflight", f"https://{HOST}{PATH}", method="OPTIONS")
    for _visit in range(INVITATIONS):
        token = f"{scene.random.getrandbits(64):016x}"
        _page(scene, "trial_invitation", f"https://{HOST}/invite/{token}?utm_source=email")


def _plant_mentions(scene: Scene) -> None:
    for kind, times, url in MENTIONS:
        for _time in range(times):
            _in_squid(scene, url)
            scene.count("mentions", kind)
    for _time in range(REFERRERS):
        _refer(scene)


def _page(scene: Scene, kind: str, url: str, *, method: str = "GET") -> None:
    _in_squid(scene, url, server=SERVER, method=method)
    scene.count("visits", kind)


def _in_squid(
    scene: Scene, url: str, *, server: str = "198.51.100.20", method: str = "GET"
) -> None:
    at, place = scene.some_moment(), scene.someone()
    client, user = scene.network.address(place, at), scene.user(place)
    scene.squid(at, url, client=client, user=user, server=server, method=method)


def _refer(scene: Scene) -> None:
    """Someone follows a link on the service's site to another: once in each source."""
    host, referrer = "www.harbornews.example", f"https://{SITES[0]}/press"
    server = server_of(host)
    at, place = scene.some_moment(since=scene.period.wider), scene.someone()
    scene.squid(
        at, f"https://{host}/", client=scene.network.address(place, at), user=scene.user(place),
        server=server, referrer=referrer,
    )  # fmt: skip
    at, place = scene.some_moment(), scene.someone()
    client = scene.network.address(place, at)
    scene.zeek_http(at, host, "/", client=client, server=server, referrer=referrer)
    at, place = scene.some_moment(), scene.someone()
    scene.umbrella_proxy(at, f"https://{host}/", place, server=server, referrer=referrer)
    for source in ("squid", "zeek", "umbrella"):
        scene.count("mentions", f"{source}_referrer")


def _resemble(scene: Scene, kind: str, host: str, *, searching: bool) -> None:
    path, method = (PATH, METHOD) if searching else ("/", "GET")
    _in_squid(scene, f"https://{host}{path}", method=method)
    scene.umbrella_dns(scene.some_moment(), host, scene.someone())
    scene.count("look_alikes", f"{kind}_in_squid")
    scene.count("look_alikes", f"{kind}_in_umbrella_dns")


def _hide(scene: Scene, host: str) -> None:
    at, place = scene.some_moment(), scene.someone()
    client, server = scene.network.address(place, at), server_of(host)
    scene.zeek_dns(round(at - 0.2, 3), host, client=client, server=server)
    scene.zeek_ssl(at, host, client=client, server=server)
    scene.count("blind_spots", f"{host} in dns")
    scene.count("blind_spots", f"{host} in ssl")
