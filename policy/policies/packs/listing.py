"""The packs that ship as people and programs read them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from policy.policies.choices import Enforcement
from policy.policies.packs.schema import ClauseText, Pack

# How the source of a clause says that it, or a part of it, was not read in a published text.
_RECALLED = "Recalled"
_PARTLY = "verify before relying on it"
_OURS = "This restatement's own"

_HEADER = """\
# The packs that ship

Made by `manage.py packs --markdown` from `policy/policies/packs/library/`. Do not edit it: change
the packs.

Each pack restates a published rule in our own words, with rules that put it into force, example
requests with what it says of them, and notes. None of it is legal advice, and none is the text of
its issuer. Before a department relies on a pack it compares every clause with the original as it
stands.

The provenance of a clause is *read* where it was read in a published source, most often in an
account of the rule and not in the rule itself; *partly recalled* or *recalled* where nobody read
it, so that it has to be checked above all; and *ours* where this restatement added it.

An *enforced* clause is carried out by the rules named beside it; an *evidenced* one leaves an
attestation, a document or a notice behind; a *recorded* one is written down, and people see to it.
The notes of a pack say why a duty is left to people: a report is made from the product's records
and stops no request at a gate; what the owner of a gallery does cannot be seen from here.
"""


def as_json(packs: Iterable[Pack]) -> list[dict[str, object]]:
    """One plain object per pack: what it is, and how many of its clauses are carried out how."""
    return [
        {
            "slug": pack.policy.slug,
            "title": pack.policy.title,
            "issuer": pack.policy.issuer,
            "clauses": len(pack.clauses),
            **_shares(pack),
            "to_check": sum(map(_is_unread, pack.clauses)),
            "rules": len(pack.rules),
            "cases": len(pack.cases),
        }
        for pack in packs
    ]


def as_text(packs: Iterable[Pack]) -> str:
    """One line per pack: its short name, its title and its issuer."""
    heads = [pack.policy for pack in packs]
    longest = max((len(head.slug) for head in heads), default=0)
    return "\n".join(f"{head.slug:{longest}}  {head.title}. {head.issuer}" for head in heads)


def as_markdown(packs: Iterable[Pack]) -> str:
    """The reference page: a table of all packs, and for each a table of its clauses."""
    packs = list(packs)
    return "\n".join([_HEADER, *_overview(packs), *(_section(pack) for pack in packs)])


def provenance_of(clause: ClauseText) -> str:
    """Whether the clause was read in a published source, as its `source` says."""
    if clause.source.startswith(_OURS):
        return _("ours")
    if clause.source.startswith(_RECALLED):
        return _("recalled")
    return _("partly recalled") if _PARTLY in clause.source else _("read")


def _is_unread(clause: ClauseText) -> bool:
    return _PARTLY in clause.source


def _shares(pack: Pack) -> dict[str, int]:
    found = Counter(clause.enforcement for clause in pack.clauses)
    return {kind: found[kind] for kind in Enforcement.values}


def _overview(packs: Iterable[Pack]) -> Iterator[str]:
    heads = ["pack", "clauses", *Enforcement.values, "to_check", "rules", "cases"]
    yield f"| {' | '.join(heads)} |".replace("to_check", "to check")
    yield f"|{'---|' * len(heads)}"
    for row in as_json(packs):
        link = f"[{row['slug']}](#{row['slug']}): {row['issuer']}"
        numbers = [str(row[head]) for head in heads[1:]]
        yield f"| {link} | {' | '.join(numbers)} |"
    yield ""


def _section(pack: Pack) -> str:
    head, version = pack.policy, pack.version
    return "\n".join(
        [
            f"## {head.slug}",
            "",
            f"*{head.title}*. {head.issuer}.{_dates(pack)}",
            "",
            version.summary,
            "",
            head.source,
            "",
            "| clause | heading | carried out | by | provenance | source |",
            "|---|---|---|---|---|---|",
            *(_row(clause, pack) for clause in pack.clauses),
            "",
            *(f"- {_about(note.about)}{note.text}" for note in pack.notes),
            *([""] if pack.notes else []),
        ]
    )


def _row(clause: ClauseText, pack: Pack) -> str:
    rules = ", ".join(f"`{rule.id}`" for rule in pack.rules if rule.clause == clause.id)
    cells = (clause.id, clause.heading, clause.enforcement, rules, provenance_of(clause))
    return f"| {' | '.join(cells)} | {clause.source} |"


def _dates(pack: Pack) -> str:
    version = pack.version
    parts = []
    if version.effective_from:
        parts.append(_("From %s.") % version.effective_from)
    if version.effective_until:
        parts.append(_("Until %s.") % version.effective_until)
    if version.until_event:
        parts.append(_("Until %s.") % version.until_event)
    return "".join(f" {part}" for part in parts)


def _about(about: tuple[str, ...]) -> str:
    return f"({', '.join(about)}) " if about else ""
