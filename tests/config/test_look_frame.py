"""The frame around every page, the sign-in page and the error pages."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from config.access import Open, roles_for
from config.context import NAVIGATION, OTHERWISE, navigation, section_of
from config.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from policy.personnel.choices import Role
from tests.config.markup import render_page, words
from tests.factories.personnel import PASSWORD, AccountFactory

PLAIN = "{% extends 'base.html' %}{% block title %}Sample{% endblock %}"
BANNER = "This is a demonstration department; its people are invented."


def test_the_first_link_skips_to_the_content():
    page = render_page(PLAIN)

    first = page.body.find("a")

    assert words(first) == "Skip to the content"
    assert page.find(id=first["href"].removeprefix("#")).name == "main"


def test_a_demonstration_says_so_on_every_page(settings):
    settings.DEMO_ALLOWED = True

    assert words(render_page(PLAIN).find("section", class_="gh-demo")) == BANNER


def test_a_register_of_real_requests_has_no_demonstration_banner(settings):
    settings.DEMO_ALLOWED = False

    assert render_page(PLAIN).find("section", class_="gh-demo") is None


def test_the_frame_names_the_department_the_version_and_the_zone(settings):
    settings.DEPARTMENT_NAME = "Bay & Harbor Police"
    settings.TIME_ZONE = "America/New_York"
    settings.VERSION = "9.8.7"

    page = render_page(PLAIN)

    assert words(page.find("span", class_="gh-brand__department")) == "Bay & Harbor Police"
    assert words(page.footer) == (
        "Bay & Harbor Police Register of face-recognition searches "
        "Times are shown in Eastern time. Gatehouse 9.8.7"
    )


def test_a_zone_without_a_name_of_its_own_is_named_as_it_is(settings):
    settings.TIME_ZONE = "America/Adak"

    assert "Times are shown in America/Adak." in words(render_page(PLAIN).footer)


def test_someone_signed_out_has_no_menu():
    page = render_page(PLAIN)

    assert page.find("nav", class_="usa-nav") is None
    assert page.find("button") is None


@pytest.mark.django_db
def test_someone_signed_in_sees_their_name_their_roles_and_a_way_out():
    account = AccountFactory(roles=[Role.REQUESTER, Role.SUPERVISOR])

    page = render_page(PLAIN, user=account)

    assert words(page.find(class_="gh-account").p) == (
        f"Signed in as {account.display_name} Requester, Supervisor"
    )
    way_out = page.find("form", action=reverse("account_logout"))
    assert (way_out["method"], words(way_out.button)) == ("post", "Sign out")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_menu_lists_what_the_role_may_open_and_nothing_else(role, rf):
    request = rf.get("/")
    request.user = AccountFactory(roles=[role])
    request.resolver_match = None

    shown = [item["label"] for item in navigation(request)]

    allowed = [
        label
        for label, name in NAVIGATION
        if role in roles_of(name) or role in roles_of(OTHERWISE.get(name, name))
    ]
    assert shown == allowed


def roles_of(url_name):
    roles = roles_for(url_name)
    return frozenset(Role) if isinstance(roles, Open) else roles


@pytest.mark.django_db
def test_the_menu_marks_the_section_of_the_present_page(client):
    client.force_login(AccountFactory(roles=[Role.REQUESTER]))

    page = BeautifulSoup(client.get(reverse("systems:list")).content, "html.parser")

    assert words(page.find("a", attrs={"aria-current": "true"})) == "Systems"


@pytest.mark.parametrize(
    ("view", "section"),
    [("replays:detail", "policies"), ("personnel:person", "personnel"), ("personnel:notices", "")],
)
def test_a_page_stands_in_the_section_that_it_is_reached_from(view, section):
    assert section_of(view) == section


def test_a_message_is_a_status_and_a_failure_is_an_alert():
    messages = [Message("success", "Saved."), Message("error", "Not saved.")]

    page = render_page(PLAIN, messages=messages)

    assert words(page.find(role="status")) == "Saved."
    assert words(page.find(role="alert")) == "Not saved."


class Message:
    def __init__(self, level_tag, text):
        self.level_tag = level_tag
        self.text = text

    def __str__(self):
        return self.text


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_plain_error_pages_need_no_request_and_no_manifest(name, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    page = BeautifulSoup(render_to_string(name), "html.parser")

    assert words(page.h1) == words(page.title).removesuffix(" · Gatehouse")
    assert page.find("link")["href"] == "/static/gatehouse/css/plain.css"


@pytest.mark.parametrize("key", ["reason", "exception"])
def test_a_refusal_of_access_gives_the_reason(key):
    page = render_page("{% extends '403.html' %}", **{key: "It needs the role Auditor."})

    assert words(page.find(class_="usa-alert")) == "It needs the role Auditor."


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_the_frame(client):
    client.force_login(AccountFactory())

    answer = client.get("/no/such/page")

    assert answer.status_code == 404
    assert words(BeautifulSoup(answer.content, "html.parser").h1) == "There is no such page"


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_advice():
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})

    assert answer.status_code == 403
    page = BeautifulSoup(answer.content, "html.parser")
    assert words(page.h1) == "The form could not be accepted"


@pytest.mark.django_db
def test_the_sign_in_page_shows_the_use_notice(client):
    page = sign_in_page(client)

    assert [words(item) for item in page.find(class_="gh-notice").find_all("li")] == [
        "This is a restricted information system, for authorized use only.",
        "Use of it may be monitored, recorded and audited.",
        "Unauthorized use is prohibited and subject to criminal and civil penalties.",
        "Using it is consent to monitoring and recording.",
    ]


@pytest.mark.django_db
def test_nobody_signs_in_without_acknowledging_the_notice(client):
    account = AccountFactory()

    answer = client.post(
        reverse("account_login"), {"login": account.username, "password": PASSWORD}
    )

    page = BeautifulSoup(answer.content, "html.parser")
    assert words(page.find(id="id_acknowledge_error")) == (
        "Check this box after reading the notice to sign in."
    )
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_acknowledging_the_notice_signs_in(client):
    account = AccountFactory()

    client.post(
        reverse("account_login"),
        {"login": account.username, "password": PASSWORD, "acknowledge": "on"},
    )

    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.django_db
def test_a_wrong_password_is_said_at_the_top_and_the_name_is_kept(client):
    answer = client.post(
        reverse("account_login"), {"login": "nobody", "password": "no", "acknowledge": "on"}
    )

    page = BeautifulSoup(answer.content, "html.parser")
    assert words(page.find(role="alert").li) == (
        "The username and/or password you specified are not correct."
    )
    assert page.find(id="id_login")["value"] == "nobody"


@pytest.mark.django_db
def test_a_demonstration_lists_the_accounts_that_exist(client):
    first, second = DEMO_ACCOUNTS[:2]
    AccountFactory(username=first.username, is_demo=True)
    AccountFactory(username=second.username, is_demo=False)

    section = sign_in_page(client).find(class_="gh-demo-accounts")

    assert [words(row.th) for row in section.tbody.find_all("tr")] == [first.username]
    assert DEMO_PASSWORD in words(section)


@pytest.mark.django_db
def test_a_register_of_real_requests_lists_no_accounts(client, settings):
    settings.DEMO_ALLOWED = False
    AccountFactory(username=DEMO_ACCOUNTS[0].username, is_demo=True)

    assert sign_in_page(client).find(class_="gh-demo-accounts") is None


def sign_in_page(client):
    return BeautifulSoup(client.get(reverse("account_login")).content, "html.parser")


@pytest.mark.django_db
def test_an_account_locked_after_failures_is_told_whom_to_ask(client, settings):
    settings.AXES_FAILURE_LIMIT = 2
    account = AccountFactory()
    wrong = {"login": account.username, "password": "wrong", "acknowledge": "on"}

    answers = [client.post(reverse("account_login"), wrong) for _ in range(2)]

    page = BeautifulSoup(answers[-1].content, "html.parser")
    assert words(page.h1) == "This account is locked"
    assert "Signing in failed 2 times" in words(page.main)


@pytest.mark.django_db
def test_signing_out_asks_first_and_then_does_it(client):
    client.force_login(AccountFactory(roles=[Role.REQUESTER]))

    asked = BeautifulSoup(client.get(reverse("account_logout")).content, "html.parser")
    assert words(asked.h1) == "Sign out?"
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_login", "account_change_password", "mfa_index", "account_logout"]
)
def test_no_page_about_accounts_has_anything_inline(client, name):
    if name != "account_login":
        client.force_login(AccountFactory(roles=[Role.REQUESTER]))

    page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")

    assert page.find_all("style") == []
    assert [tag.name for tag in page.find_all(style=True)] == []
    assert [tag for tag in page.find_all("script") if not is_loaded_or_data(tag)] == []
    assert [tag for tag in page.find_all() if any(key.startswith("on") for key in tag.attrs)] == []


def is_loaded_or_data(script):
    return script.has_attr("src") or script.get("type") == "application/json"
