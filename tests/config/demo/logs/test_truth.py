"""What the truth says is planted is in the files: counted again, without what wrote them."""

from datetime import date
from itertools import pairwise

import pytest

from config.demo.logs.writing import write_logs
from tests.config.demo.logs.reading import COUNTY, SERVICE, Logs, counted, seconds, where

LOOK_ALIKES = (
    "notclearview.ai",
    "clearview.ai.example.com",
    "app.clearview.ai.evil.example",
    "clearview-ai.example",
    "xn--clerview-36g.ai",
)
HIDING = ("dns.google", "cloudflare-dns.com", "mozilla.cloudflare-dns.com")


def planted(logs):
    return {
        serial: [
            (seconds(search["at"]), {search["source"], *search["also_in"]})
            for search in person["searches"]
        ]
        for serial, person in logs.truth["by_person"].items()
    }


def sizes(told):
    return len(told), sum(map(len, told.values()))


def is_service(host):
    return host == "clearview.ai" or host.endswith(".clearview.ai")


def with_service_host(rows):
    return [row for row in rows if is_service(where(row.url)[0])]


def test_every_search_is_seen_once_and_leads_to_its_person(logs):
    found = logs.searches(SERVICE)

    people = {serial: times for serial, times in found.items() if isinstance(serial, str)}
    assert sizes(people) == (27, 475)
    assert people == planted(logs)
    assert (logs.truth["people"], logs.truth["searches"]) == (27, 475)


def test_no_search_leads_to_nobody(logs):
    assert [key for key in logs.searches(SERVICE) if not isinstance(key, str)] == []


def test_what_shared_machines_looked_at_leads_to_nobody(logs):
    nobody = [
        (seen.at, seen.address)
        for seen in logs.squid
        if seen.url.endswith("app.clearview.ai/people") and not seen.who
    ]
    told = [(seconds(row["at"]), row["address"]) for row in logs.truth["unattributed"]]
    assert sorted(nobody) == sorted(told)
    assert len(nobody) == 9


def test_several_people_were_logged_on_to_a_shared_machine_in_the_hour_of_its_searches(logs):
    users = {
        row["at"]: {
            user for at, user in logs.logons[row["device"]] if 0 <= seconds(row["at"]) - at < 3600
        }
        for row in logs.truth["unattributed"]
    }

    assert [at for at, names in users.items() if len(names) < 2] == []


def test_a_search_from_a_shared_machine_counts_for_the_account_on_its_line(logs):
    shared = {row["address"] for row in logs.truth["unattributed"]}

    named = {logs.who(seen) for seen in logs.asking(SERVICE) if seen.address in shared and seen.who}

    assert len(named) == 1
    assert named < set(logs.truth["by_person"])


def test_nobody_searches_twice_within_45_seconds(logs):
    times = [[at for at, _sources in searches] for searches in planted(logs).values()]

    apart = [later - at for each in times for at, later in pairwise(each)]
    assert min(apart) >= 45


def test_every_search_on_the_county_system_is_an_approved_run(logs):
    found = logs.searches(COUNTY)

    runs = {row["request_number"]: row for row in logs.context("runs")}
    explained = logs.truth["explained"]
    assert runs.keys() == explained.keys()
    assert sorted((serial, at) for serial, times in found.items() for at, _ in times) == sorted(
        (row["serial_number"], seconds(row["at"])) for row in explained.values()
    )
    for number, row in explained.items():
        run, at = runs[number], seconds(row["at"])
        assert (run["serial_number"], run["system"]) == (row["serial_number"], "lacris")
        assert seconds(run["approved_from"]) < at < seconds(run["approved_until"])
        assert 0 <= at - seconds(run["ran_at"]) < 180
    assert len(explained) == 40
    assert len({row["serial_number"] for row in explained.values()}) == 8


def test_the_proxy_has_one_gap_of_six_hours(logs):
    times = sorted(seen.at for seen in logs.squid)

    silent = [(at, later) for at, later in pairwise(times) if later - at >= 6 * 3600]
    begin, end = (seconds(logs.truth["gap"][key]) for key in ("from", "to"))
    assert (len(silent), end - begin) == (1, 6 * 3600)
    ((last, first),) = silent
    assert last < begin < end <= first
    assert first - last < 7 * 3600


def test_others_went_on_writing_in_the_gap(logs):
    begin, end = (seconds(logs.truth["gap"][key]) for key in ("from", "to"))

    for rows in (logs.zeek("conn"), logs.zeek("dns"), logs.zeek("ssl")):
        assert [row for row in rows if begin < float(row["ts"]) < end]
    assert [row for row in logs.umbrella("dnslogs") if begin < seconds(row[0] + "Z") < end]


def test_duplicates_and_odd_spellings_are_as_many_as_the_truth_says(logs):
    searches = [seen for seen in logs.squid if seen.asked == SERVICE]
    texts = counted(seen.text for seen in logs.squid)
    sources = [sources for times in logs.searches(SERVICE).values() for _at, sources in times]
    once = {seen.text: seen.url for seen in searches if "DENIED" not in seen.status}.values()

    assert logs.truth["duplicates"] == {
        "denied_first": sum(seen.status == "TCP_DENIED/407" for seen in searches),
        "in_two_files": sum(times == 2 for times in texts.values()),
        "in_umbrella_too": sources.count({"squid", "umbrella"}),
        "in_zeek_too": sources.count({"squid", "zeek"}),
    }
    assert logs.truth["duplicates"] == {
        "denied_first": 18, "in_two_files": 12, "in_umbrella_too": 10, "in_zeek_too": 15,
    }  # fmt: skip
    assert logs.truth["noise"] == {
        "port": sum(":443/" in url for url in once),
        "query": sum("?" in url for url in once),
        "trailing_dot": sum(".ai./" in url for url in once),
        "upper_case": sum("APP.CLEARVIEW.AI" in url for url in once),
    }
    assert set(logs.truth["noise"].values()) == {10}


def test_a_denied_search_comes_right_before_the_same_with_its_user(logs):
    searches = sorted((s for s in logs.squid if s.asked == SERVICE), key=lambda seen: seen.at)

    pairs = [
        (denied, search)
        for denied, search in pairwise(searches)
        if denied.status == "TCP_DENIED/407"
    ]
    assert len(pairs) == 18
    for denied, search in pairs:
        assert (denied.who, denied.url, denied.address) == (None, search.url, search.address)
        assert search.who
        assert search.at - denied.at < 0.2


def test_visits_are_as_many_as_the_truth_says(logs):
    squid = with_service_host(logs.squid)
    page = [seen for seen in squid if seen.method == "GET"]
    told = logs.truth["visits"]

    assert told == {
        "county_page": sum(
            where(seen.url) == ("facesearch.county.example", "/") for seen in logs.squid
        ),
        "curious": sum(where(seen.url)[0] != "app.clearview.ai" for seen in page),
        "from_shared_machine": sum(
            where(seen.url) == ("app.clearview.ai", "/people") for seen in page
        ),
        "preflight": sum(seen.method == "OPTIONS" for seen in squid),
        "squid_connect": sum(
            (seen.method, seen.url) == ("CONNECT", "app.clearview.ai:443") for seen in logs.squid
        ),
        "squid_page": sum(where(seen.url) == ("app.clearview.ai", "/") for seen in page),
        "trial_invitation": sum("/invite/" in seen.url for seen in page),
        "umbrella_dns": sum(row[8] == "app.clearview.ai." for row in logs.umbrella("dnslogs")),
        "umbrella_page": sum(
            seen.method == "GET" for seen in with_service_host(logs.umbrella_proxy)
        ),
        "zeek_connect": sum(row["host"] == "app.clearview.ai:443" for row in logs.zeek("http")),
        "zeek_dns": sum(row["query"] == "app.clearview.ai" for row in logs.zeek("dns")),
        "zeek_page": sum(seen.method == "GET" for seen in with_service_host(logs.zeek_http)),
        "zeek_ssl": sum(row["server_name"] == "app.clearview.ai" for row in logs.zeek("ssl")),
    }
    assert (told["curious"], told["preflight"], told["trial_invitation"]) == (60, 10, 35)


def test_mentions_are_on_other_hosts_and_as_many_as_the_truth_says(logs):
    others = [seen for seen in logs.squid if seen.url.startswith("https://")]
    others = [
        seen
        for seen in others
        if not is_service(where(seen.url)[0]) and where(seen.url)[0] not in LOOK_ALIKES
    ]
    squid = counted(where(seen.url)[0] for seen in others if "clearview.ai" in seen.url)
    by_referrer = {
        "squid_referrer": sum('"https://clearview.ai/press"' in seen.text for seen in others),
        "zeek_referrer": sum("\thttps://clearview.ai/press\t" in s.text for s in logs.zeek_http),
        "umbrella_referrer": sum(
            ",https://clearview.ai/press," in seen.text for seen in logs.umbrella_proxy
        ),
    }

    told = logs.truth["mentions"]
    assert squid == {
        "www.harbornews.example": told["path"],
        "search.example": told["query"] + told["query_with_address"],
        "archive.example": told["path_of_a_search"],
    }
    assert by_referrer == {name: told[name] for name in by_referrer}
    assert set(by_referrer.values()) == {20}


def test_look_alikes_are_as_many_as_the_truth_says_and_some_have_the_path_of_a_search(logs):
    squid = [seen for seen in logs.squid if where(seen.url)[0] in LOOK_ALIKES]
    dns = [row[8] for row in logs.umbrella("dnslogs") if row[8].removesuffix(".") in LOOK_ALIKES]
    searching = [seen for seen in squid if seen.asked[::2] == SERVICE[::2]]

    told = logs.truth["look_alikes"]
    assert counted(where(seen.url)[0] for seen in squid) == dict.fromkeys(LOOK_ALIKES, 12)
    assert counted(name.removesuffix(".") for name in dns) == dict.fromkeys(LOOK_ALIKES, 12)
    assert len(searching) == 20
    assert (len(told), set(told.values())) == (10, {12})


def test_resolvers_that_hide_names_are_as_many_as_the_truth_says(logs):
    dns = [row["query"] for row in logs.zeek("dns") if row["query"] in HIDING]
    ssl = [row["server_name"] for row in logs.zeek("ssl") if row["server_name"] in HIDING]

    found = {f"{name} in dns": times for name, times in counted(dns).items()}
    found |= {f"{name} in ssl": times for name, times in counted(ssl).items()}
    assert found == logs.truth["blind_spots"]
    assert (len(found), set(found.values())) == (6, {20})


@pytest.mark.parametrize("seed", [1, 20201113])
def test_truth_holds_for_other_seeds_and_days_and_without_others(tmp_path, seed):
    write_logs(tmp_path / "demo", seed=seed, lines=0, until=date(2025, 3, 1))

    logs = Logs(tmp_path / "demo")
    found = logs.searches(SERVICE)
    people = {serial: times for serial, times in found.items() if isinstance(serial, str)}
    assert people == planted(logs)
    assert sizes(people) == (27, 475)
