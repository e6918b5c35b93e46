import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
README = ROOT / "README.md"
PAGES = [README, *sorted(ROOT.glob("docs/**/*.md"))]
OURS = [ROOT / "config", ROOT / "policy", ROOT / "audits"]
LINK = re.compile(r"\]\(([^)#\s]+)")


def our_commands():
    """The names of the commands that our own apps bring."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    ours = [folder for folder in folders if any(map(folder.is_relative_to, OURS))]
    return sorted(
        file.stem for folder in ours for file in folder.glob("management/commands/[a-z]*.py")
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))

    broken = [
        link
        for link in links
        if not link.startswith(("https:", "http:")) and not (page.parent / link).exists()
    ]

    assert broken == []


def test_readme_lists_every_command():
    rows = re.findall(r"^\| `([a-z_]+)", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(set(rows) & set(our_commands())) == our_commands()


def test_readme_leads_to_every_page_of_the_documentation():
    linked = LINK.findall(README.read_text(encoding="utf-8"))
    pages = {str(page.relative_to(ROOT)) for page in ROOT.glob("docs/*.md")}

    assert pages - set(linked) == set()
