"""The lines of the searches, and of the visits that each of their sessions begins with."""

from config.demo.logs.context.sessions import Tunnels
from config.demo.logs.plan import Mark, Plan, SeenBy, Session
from config.demo.logs.planting.scene import Scene
from config.demo.logs.services import HOST, METHOD, PATH, SERVER

URLS = {
    Mark.UPPER_CASE: f"https://{HOST.upper()}{PATH}",
    Mark.PORT: f"https://{HOST}:443{PATH}",
    Mark.TRAILING_DOT: f"https://{HOST}.{PATH}",
    Mark.QUERY: f"https://{HOST}{PATH}?limit=50",
}
URL = f"https://{HOST}{PATH}"


def plant_searches(scene: Scene, plan: Plan, tunnels: Tunnels) -> None:
    for session in plan.unattributed:
        _look_around(scene, session)
    for session in plan.sessions:
        if session.seen_by.source == "squid":
            _in_squid(scene, session, plan.marks)
        elif session.seen_by.source == "zeek":
            _in_zeek(scene, session, tunnels)
        else:
            _in_umbrella(scene, session)


def _in_squid(scene: Scene, session: Session, marks: dict[tuple[int, float], Mark]) -> None:
    client = _client(scene, session)
    user = scene.user(session.place) if session.seen_by == SeenBy.SQUID_USER else "-"
    _arrive_by_squid(scene, session, client, user)
    for at in session.times:
        mark = marks.get((session.place, at))
        url = URLS.get(mark, URL) if mark else URL
        sent = {"client": client, "server": SERVER, "method": METHOD}
        if mark == Mark.DENIED_FIRST:
            scene.squid(round(at - 0.15, 3), url, user="-", result="TCP_DENIED/407", **sent)
        line = scene.squid(at, url, user=user, **sent)
        if mark:
            _tell_mark(scene, mark, session.place, at, line)


def _look_around(scene: Scene, session: Session) -> None:
    """From a shared machine, without an account: pages of the service, and no search."""
    client = _client(scene, session)
    _arrive_by_squid(scene, session, client, "-")
    for at in session.times:
        scene.squid(at, f"https://{HOST}/people", client=client, user="-", server=SERVER)
        scene.count("visits", "from_shared_machine")


def _tell_mark(scene: Scene, mark: Mark, place: int, at: float, line: str) -> None:
    again = round(at + scene.random.uniform(0.1, 1.9), 3)
    if mark == Mark.IN_ZEEK_TOO:
        client = scene.network.address(place, at)
        scene.zeek_http(again, HOST, PATH, client=client, server=SERVER, method=METHOD)
    elif mark == Mark.IN_UMBRELLA_TOO:
        # Umbrella tells whole seconds, and none before the proxy's moment.
        scene.umbrella_proxy(int(at) + 1, URL, place, server=SERVER, method=METHOD)
    elif mark == Mark.IN_TWO_FILES:
        scene.repeated[scene.period.week_of(at) + 1].append(line)
    scene.count("noise" if mark in URLS else "duplicates", mark.value)


def _client(scene: Scene, session: Session) -> str:
    if session.machine:
        return session.machine.address
    return scene.network.address(session.place, session.times[0])


def _arrive_by_squid(scene: Scene, session: Session, client: str, user: str) -> None:
    """The tunnel and the page; now and then Zeek and Umbrella see it too."""
    at = session.times[0]
    scene.squid(
        round(at - 3.2, 3), f"{HOST}:443", client=client, user=user, server=SERVER,
        method="CONNECT", result="TCP_TUNNEL/200",
    )  # fmt: skip
    scene.squid(round(at - 3, 3), f"https://{HOST}/", client=client, user=user, server=SERVER)
    scene.count("visits", "squid_connect")
    scene.count("visits", "squid_page")
    if session.machine:
        return
    if scene.random.random() < 0.5:
        scene.umbrella_dns(round(at - 4, 3), HOST, session.place)
        scene.count("visits", "umbrella_dns")
    if scene.random.random() < 0.3:
        scene.zeek_connect(round(at - 3.3, 3), HOST, client=client)
        scene.count("visits", "zeek_connect")


def _in_zeek(scene: Scene, session: Session, tunnels: Tunnels) -> None:
    """Past the proxy, where an inspecting firewall gives Zeek a decrypted copy."""
    at, server = session.times[0], SERVER
    client = tunnels.address_of(session) or scene.network.spare.address
    scene.zeek_dns(round(at - 2.5, 3), HOST, client=client, server=server)
    scene.zeek_ssl(round(at - 2.4, 3), HOST, client=client, server=server)
    scene.zeek_http(round(at - 2.3, 3), HOST, "/", client=client, server=server)
    for kind in ("zeek_dns", "zeek_ssl", "zeek_page"):
        scene.count("visits", kind)
    for each in session.times:
        scene.zeek_http(each, HOST, PATH, client=client, server=server, method=METHOD)


def _in_umbrella(scene: Scene, session: Session) -> None:
    place, at = session.place, session.times[0]
    by_device = session.seen_by == SeenBy.UMBRELLA_DEVICE
    scene.umbrella_dns(at - 3, HOST, place, by_device=by_device)
    scene.umbrella_proxy(at - 2, f"https://{HOST}/", place, server=SERVER, by_device=by_device)
    scene.count("visits", "umbrella_dns")
    scene.count("visits", "umbrella_page")
    for each in session.times:
        scene.umbrella_proxy(each, URL, place, server=SERVER, by_device=by_device, method=METHOD)
