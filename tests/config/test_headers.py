import pytest
from django.test import Client
from django.urls import reverse

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
OTHERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

pytestmark = pytest.mark.django_db


def test_page_tells_the_browser_to_trust_nothing_else(client: Client):
    response = client.get(reverse("account_login"))

    assert response.status_code == 200
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert {name: response[name] for name in OTHERS} == OTHERS


def test_cookie_is_kept_from_scripts_and_other_sites(client: Client):
    response = client.get(reverse("account_login"))

    cookie = response.cookies["csrf"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_nobody_signs_up(client: Client):
    response = client.get("/accounts/signup/")

    assert response.status_code == 403


def test_admin_is_entered_by_the_one_way_to_sign_in(client: Client):
    response = client.get("/admin/login/")

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_health_answers_anyone(client: Client):
    response = client.get(reverse("health"))

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_page_that_does_not_exist_says_so(client: Client):
    response = client.get("/nowhere")

    assert response.status_code == 404
    assert response.templates[0].name == "404.html"
