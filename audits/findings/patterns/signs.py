"""Signs that a search was for somebody outside: what a request says beside its answers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from policy.searches.models import SearchRequest

# A form of case numbers is ours when one in twenty of our own requests has it: with fewer requests
# than that, nobody knows yet what ours look like, and each form is.
OURS = 0.05

_DOMAIN = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
# Of offices; what private people and companies use says nothing.
_OF_OFFICE = re.compile(r"\.(?:gov|mil|us)$|police|sheriff|pd[.-]|(?:^|[.-])(?:so|da)[.-]")
_ASKED_FOR = re.compile(
    r"\b(?:on behalf of|at the request of|requested by|asked by|as a favor to|to assist)\b"
    r"[^.;]{0,40}?\b(?:police department|police dept|p\.?d\.?|sheriff\w*|marshals?|task force"
    r"|district attorney|border patrol|customs|ice|hsi|dhs|cbp|fbi|dea|atf)\b",
    re.IGNORECASE,
)


def texts_of(request: SearchRequest) -> str:
    """Everything that was written freely in a request and by whoever ran it."""
    written = [*request.answers.values(), *request.attestations.values()]
    notes = request.run.notes if hasattr(request, "run") else ""
    words = [request.justification, notes, *(text for text in written if isinstance(text, str))]
    return "\n".join(words)


def agencies_named(text: str, agencies: Iterable[str]) -> Iterator[str]:
    """The agencies of the register that a text names, and what it says of a wish from outside."""
    for name in agencies:
        if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            yield name
    yield from (match[0] for match in _ASKED_FOR.finditer(text))


def offices_written_to(text: str, ours: Iterable[str]) -> list[str]:
    """The mail domains of other offices that a text holds."""
    domains = {domain.lower() for domain in _DOMAIN.findall(text)} - set(ours)
    return sorted(domain for domain in domains if _OF_OFFICE.search(domain))


def form_of(case_number: str) -> str:
    """A case number with A for letters and 9 for digits, however many: `24-00417` is 9-9."""
    letters = re.sub(r"[^\W\d_]+", "A", case_number.strip())
    return re.sub(r"\d+", "9", letters)


def forms_of_ours(case_numbers: Iterable[str]) -> frozenset[str]:
    """The forms that our own case numbers have."""
    forms = Counter(form_of(number) for number in case_numbers)
    return frozenset(form for form, seen in forms.items() if seen >= OURS * forms.total())
