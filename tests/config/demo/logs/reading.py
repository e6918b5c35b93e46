"""Reads the written logs again with nothing of what wrote them: bytes, columns, context."""

import csv
import gzip
import io
import json
import re
from collections import Counter, defaultdict
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

import zstandard

SERVICE = ("POST", "app.clearview.ai", "/api/v1/search")
COUNTY = ("POST", "facesearch.county.example", "/search")
TOGETHER = 2.0  # seconds within which two sources tell of one search


def lines_of(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zst":
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)) as packed:
            data = packed.read()
    text = data.decode()
    assert text.endswith("\n")
    return text[:-1].split("\n")


def seconds(text):
    return datetime.fromisoformat(text).timestamp()


def where(url):
    """Host and path, however the host is spelled."""
    parts = urlsplit(url)
    return (parts.hostname or "").rstrip("."), parts.path


class Seen:
    """A request that a log tells of, with whatever it says of who made it."""

    def __init__(self, *, source, at, method, url, status, address, who, text):
        self.source, self.at, self.method, self.url = source, at, method, url
        self.status, self.address, self.who, self.text = status, address, who, text

    @property
    def asked(self):
        return (self.method, *where(self.url))


class Logs:
    def __init__(self, folder):
        self.folder = folder
        self.truth = json.loads((folder / ".truth.json").read_text(encoding="utf-8"))

    def lines(self, pattern):
        return {path: lines_of(path) for path in sorted(self.folder.glob(pattern))}

    def context(self, name):
        with (self.folder / "context" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def squid(self):
        rows = [line for lines in self.lines("squid/*").values() for line in lines]
        return [self._squid(row) for row in rows]

    @staticmethod
    def _squid(line):
        at, _elapsed, address, status, _size, method, url, user, _peer, _mime = line.split()[:10]
        return Seen(
            source="squid", at=float(at), method=method, url=url, status=status,
            address=address, who=None if user == "-" else user, text=line,
        )  # fmt: skip

    def zeek(self, log):
        """Rows as name -> value."""
        rows = []
        for lines in self.lines(f"zeek/{log}.*").values():
            names = next(line for line in lines if line.startswith("#fields")).split("\t")[1:]
            told = [line for line in lines if not line.startswith("#")]
            rows += [dict(zip(names, line.split("\t"), strict=True)) for line in told]
        return rows

    @cached_property
    def zeek_http(self):
        return [
            Seen(
                source="zeek", at=float(row["ts"]), method=row["method"],
                url=f"https://{row['host']}{row['uri']}", status=row["status_code"],
                address=row["id.orig_h"], who=None, text="\t".join(row.values()),
            )
            for row in self.zeek("http") if row["method"] != "CONNECT"
        ]  # fmt: skip

    def umbrella(self, kind):
        lines = [line for each in self.lines(f"umbrella/{kind}/*").values() for line in each]
        return list(csv.reader(lines, skipinitialspace=True))

    @cached_property
    def umbrella_proxy(self):
        return [
            Seen(
                source="umbrella", at=seconds(row[0] + "Z"), method=row[25], url=row[7],
                status=row[10], address=row[2], who=row[1], text=",".join(row),
            )
            for row in self.umbrella("proxylogs")
        ]  # fmt: skip

    def asking(self, what):
        """Every request for this method, host and path that was not denied, in order of time."""
        seen = [*self.squid, *self.zeek_http, *self.umbrella_proxy]
        asking = [each for each in seen if each.asked == what and "DENIED" not in each.status]
        return sorted(asking, key=lambda each: each.at)

    def searches(self, what):
        """Serial number, or None and the address, -> (moment, sources) of each search."""
        told = defaultdict(list)
        for seen in self.asking(what):
            serial = self.who(seen)
            mine = told[serial or (None, seen.address)]
            if mine and seen.at - mine[-1][0] <= TOGETHER:
                mine[-1][1].add(seen.source)
            else:
                mine.append((seen.at, {seen.source}))
        return told

    def who(self, seen):
        """The serial number, from the line or else from the context."""
        if seen.who:
            return self._account(seen.who) or self.owners.get(seen.who)
        return self._by_vpn(seen) or self._by_machine(seen)

    def _account(self, text):
        mail = re.search(r"[\w.]+@police\.example", text)
        return self.accounts.get(mail[0] if mail else text.lower().removeprefix("police\\"))

    @cached_property
    def accounts(self):
        rows = self.context("roster")
        names = {row["user_name"]: row["serial_number"] for row in rows}
        return names | {row["email"]: row["serial_number"] for row in rows}

    @cached_property
    def owners(self):
        return {row["device"]: row["owner"] for row in self.context("assets")}

    @cached_property
    def leases(self):
        return self._by_address("dhcp")

    @cached_property
    def tunnels(self):
        return self._by_address("vpn")

    def _by_address(self, name):
        found = defaultdict(list)
        for row in self.context(name):
            found[row["address"]].append((seconds(row["from"]), seconds(row["until"]), row))
        return found

    @cached_property
    def logons(self):
        found = defaultdict(list)
        for row in self.context("logons"):
            found[row["device"]].append((seconds(row["time"]), row["user"]))
        return found

    @staticmethod
    def _at(intervals, at):
        rows = [row for begin, end, row in intervals if begin <= at < end]
        assert len(rows) <= 1, "an address has one holder at a time"
        return rows[0] if rows else None

    def _by_vpn(self, seen):
        row = self._at(self.tunnels[seen.address], seen.at)
        return self._account(row["user"]) if row else None

    def _by_machine(self, seen):
        lease = self._at(self.leases[seen.address], seen.at)
        owner = self.owners.get(lease["device"])
        if owner == "shared":
            return None
        if owner:
            return owner
        _at, user = max(logon for logon in self.logons[lease["device"]] if logon[0] <= seen.at)
        return self._account(user)


def counted(words):
    return dict(Counter(words))
