"""A browser that is signed in."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policy.personnel.models import Account


def sign_in(page: Page, live_server: LiveServer, account: Account) -> Page:
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page
