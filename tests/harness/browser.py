"""A real browser for tests, where there is one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"

ALL_RULES = {"resultTypes": ["violations"]}
# More than half of the time goes into contrast.
BUT_CONTRAST = {**ALL_RULES, "rules": {"color-contrast": {"enabled": False}}}

# How the console repeats an answer that is judged by its status instead.
OF_A_STATUS = "Failed to load resource"
# How htmx says that a newer request took the place of one that was under way.
OF_A_NEWER_REQUEST = ("htmx:sendAbort", "htmx:afterRequest")


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium found: install it, or set CHROMIUM to its path")
    # Playwright runs an event loop in this thread, which Django would take for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a fresh browser session, which fails the test on any error in its console."""
    context = chromium.new_context(base_url=live_server.url, viewport=WIDE)
    page = context.new_page()
    problems = _problems(page)
    yield page
    context.close()
    assert problems == []


def _problems(page: Page) -> list[str]:
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(
            (OF_A_STATUS, *OF_A_NEWER_REQUEST)
        ):
            problems.append(message.text)

    def on_response(response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            problems.append(f"{response.status} {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("response", on_response)
    return problems


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function that lists what on a page breaks a rule of accessibility."""
    return _violations


@pytest.fixture
def flaws() -> Callable[[Page], list[str]]:
    """A function that lists what is wrong with a page that was opened wide, and then on a phone.

    That is, rules of accessibility that it breaks, and what does not fit.
    """

    def flaws(page: Page) -> list[str]:
        wide = [*_violations(page), *_too_wide(page)]
        page.set_viewport_size(PHONE)
        phone = [*_violations(page, _rules_on_a_phone(page)), *_too_wide(page)]
        page.set_viewport_size(WIDE)
        return [
            f"{page.url} {where}: {flaw}"
            for where, found in (("wide", wide), ("on a phone", phone))
            for flaw in found
        ]

    return flaws


def _violations(page: Page, options: dict[str, Any] = ALL_RULES) -> list[str]:
    return [
        f"{violation['id']}: {violation['help']}: {node['html']}"
        for violation in Axe().run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]


def _rules_on_a_phone(page: Page) -> dict[str, Any]:
    """Only tables and the frame have colors of their own there: test_look_browser.py sees those."""
    return ALL_RULES if page.locator(".gh-table").count() else BUT_CONTRAST


def _too_wide(page: Page) -> list[str]:
    beyond = page.evaluate(OVERFLOW)
    return [f"{beyond} pixels too wide"] if beyond > 0 else []
