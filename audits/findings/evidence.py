"""What whoever opens a finding hands over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EvidenceOf:
    """`words` for every reader of the finding, who are not to learn whom it is about.

    `private` (a log line, a user name, an address) is sealed, and shown for an unmasking alone.
    `link` is an address of Gatehouse ("/requests/…"); it is sealed too where the finding is about
    somebody, as what it leads to may name them. `at` is when it happened, and `times` of how many
    searches it tells. `counts` says that numbers in `words` count something: none is that of a
    person, though it may be the same.
    """

    words: str
    link: str = ""
    private: str = ""
    at: datetime | None = None
    times: int = 0
    counts: bool = False
