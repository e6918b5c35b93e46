"""A real browser for tests, where there is one."""

import os
import shutil
from collections.abc import Callable, Iterator

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
DESKTOP = {"width": 1280, "height": 900}

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
    context = chromium.new_context(base_url=live_server.url, viewport=DESKTOP)
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

    def violations(page: Page) -> list[str]:
        return [
            f"{violation['id']}: {violation['help']}: {node['html']}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]

    return violations
