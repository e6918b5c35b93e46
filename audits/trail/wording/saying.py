"""What a sentence is made from, and the register of the templates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from audits.trail.wording.columns import value_in_words
from audits.trail.wording.kinds import kind_in_words
from audits.trail.wording.names import ACCOUNT, PERSON, REQUEST, Names
from audits.trail.wording.telling import Told

LONGEST = 80


@dataclass(frozen=True)
class Saying:
    """An entry with the names it needs, and the other entries of the same act around it."""

    told: Told
    names: Names
    beside: Sequence[Told] = field(default=())

    @property
    def who(self) -> str:
        return self.told.actor

    @property
    def kind(self) -> str:
        return kind_in_words(self.told.kind)

    @property
    def thing(self) -> str:
        return self.names.of_record(self.told)

    @property
    def request(self) -> str:
        """The number of the search request that it is about."""
        return self.names.of(REQUEST, self.told.request)

    @property
    def person(self) -> str:
        return self.names.of(PERSON, self.told.person)

    def name(self, kind: str, column: str) -> str:
        """The name of what `column` points to."""
        return self.names.of(kind, self.told.row.get(column))

    def account(self, column: str) -> str:
        return self.name(ACCOUNT, column)

    def value(self, column: str) -> str:
        return self.short(column, self.told.row.get(column))

    def short(self, column: str, value: str | None) -> str:
        words = value_in_words(self.told.kind, column, value, self.names)
        return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"

    def was(self, column: str) -> str:
        return self.short(column, self.told.before.get(column))

    def became(self, column: str) -> str:
        return self.short(column, self.told.after.get(column))


Template = Callable[[Saying], str]
TEMPLATES: dict[tuple[str, str], Template] = {}


def says(kind: str, *verbs: str) -> Callable[[Template], Template]:
    """Registers how an event of `kind` is told."""

    def register(template: Template) -> Template:
        for verb in verbs:
            TEMPLATES[kind, verb] = template
        return template

    return register
