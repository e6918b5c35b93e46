"""References between clauses as links."""

from policy.policies.models import Version
from policy.policies.packs import references_in, replaced


def with_links(text: str, version: Version, page: str | None = None) -> str:
    """Markdown in which each reference leads to its clause on `page`, else the version's own page.

    A reference to a clause that is not there stays as it is written.
    """
    if not references_in(text):
        return text
    if page is None:
        page = version.get_absolute_url()
    keys = {clause.identifier: clause.pk for clause in version.clauses.all()}

    def link(name: str) -> str:
        shown = f"clause {name}"
        return f"[{shown}]({page}#clause-{keys[name]})" if name in keys else f"[{shown}]"

    return replaced(text, link)
