"""Block lists, line by line."""

from datetime import UTC, datetime

import pytest

from audits.discovery.blocklists import Form, block_list, file_name
from audits.discovery.services import Service, Standing

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SERVICES = (
    Service("b", "=Beta", Standing.PROHIBITED, ("*.beta.example", "beta.example")),
    Service("a", "Alpha, Inc.", Standing.PROHIBITED, ("älpha.example",), ("203.0.113.7",)),
    Service("g", "Gamma", Standing.PROHIBITED, ("faces.*.gamma.example",)),
    Service("county", "County", Standing.ALLOWED, ("county.example",)),
    Service("news", "news.beta.example", Standing.PERMITTED, ("news.beta.example",)),
    Service("dns", "DNS", Standing.RESOLVER, ("dns.example",)),
)
ABOUT = [
    "Face-recognition services that are not allowed, as of 2026-03-02 18:00 UTC.",
    "Names: 2, of services: 2. Names below each count as well.",
    "Left out, as this form cannot say it: *.beta.example",
    "Left out, as this form cannot say it: faces.*.gamma.example",
    "Not in this list, which has names alone: Alpha, Inc. at 203.0.113.7",
    "Anyone may reach news.beta.example: allow it before this list is asked.",
]
ABOUT_THREE = [
    ABOUT[0],
    "Names: 3, of services: 2. Names below each count as well.",
    *ABOUT[3:],
]
ABOUT_ALL = [ABOUT[0], "Names: 4, of services: 3. Names below each count as well.", *ABOUT[4:]]
ZONE = [
    "$TTL 300",
    "@ IN SOA localhost. hostmaster.localhost. 1772474400 3600 600 86400 300",
    "@ IN NS localhost.",
]


@pytest.mark.parametrize(
    ("form", "about", "sign", "lines"),
    [
        (Form.HOSTS, ABOUT, "#", ["beta.example", "xn--lpha-koa.example"]),
        (Form.SQUID, ABOUT, "#", [".beta.example", ".xn--lpha-koa.example"]),
        (Form.DNSMASQ, ABOUT, "#", ["local=/beta.example/", "local=/xn--lpha-koa.example/"]),
        (
            Form.PANOS,
            ABOUT_THREE,
            "#",
            [
                "*.beta.example",
                "beta.example",
                "*.beta.example",
                "xn--lpha-koa.example",
                "*.xn--lpha-koa.example",
            ],
        ),
        (
            Form.RPZ,
            ABOUT_THREE,
            ";",
            [
                *ZONE,
                "*.beta.example CNAME .",
                "beta.example CNAME .",
                "*.beta.example CNAME .",
                "xn--lpha-koa.example CNAME .",
                "*.xn--lpha-koa.example CNAME .",
            ],
        ),
        (
            Form.CSV,
            ABOUT_ALL,
            "#",
            [
                "host,service",
                "*.beta.example,'=Beta",
                "beta.example,'=Beta",
                "faces.*.gamma.example,Gamma",
                'xn--lpha-koa.example,"Alpha, Inc."',
            ],
        ),
    ],
)
def test_list_has_the_prohibited_names_alone_and_says_what_it_cannot(form, about, sign, lines):
    text = block_list(SERVICES, form=form, at=AT)

    assert text.splitlines() == [*(f"{sign} {line}" for line in about), *dict.fromkeys(lines)]
    assert text.endswith("\n")


@pytest.mark.parametrize("form", list(Form))
def test_same_services_in_any_order_give_the_same_names(form: Form):
    one, other = (
        [line for line in block_list(several, form=form, at=AT).splitlines() if line[0] not in "#;"]
        for several in (SERVICES, SERVICES[::-1])
    )

    assert one == other


def test_file_is_named_by_form_and_day():
    assert file_name(Form.RPZ, AT) == "blocklist-rpz-2026-03-02.zone"


@pytest.mark.parametrize("form", list(Form))
def test_name_of_a_service_cannot_leave_its_line(form: Form):
    name = "Delta\nevil.example\u2028evil.example"
    services = [
        Service("d", name, Standing.PROHIBITED, ("delta.example",), ("203.0.113.9",)),
    ]

    lines = block_list(services, form=form, at=AT).splitlines()

    assert [line for line in lines if line.startswith("evil")] == []
    assert any(line.endswith("Delta evil.example evil.example at 203.0.113.9") for line in lines)
