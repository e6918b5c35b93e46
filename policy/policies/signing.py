"""What a person signs with: the answers to a quiz, and a typed name."""

import re
import unicodedata

from policy.personnel.models import Person
from policy.policies.models import QuizQuestion


def field_of(question: QuizQuestion) -> str:
    """The name of the field in which a question of the quiz is answered."""
    return f"quiz-{question.identifier}"


def is_name_of(typed: str, person: Person) -> bool:
    """Does `typed` hold every word of the person's first and last names?

    Case, accents, order and punctuation do not matter; a rank or a middle name may stand beside.
    """
    return _words(person.name) <= _words(typed)


def _words(text: str) -> set[str]:
    """ "O'Neill-Peña, Ana" is o, neill, pena and ana."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return set(re.findall(r"\w+", plain))
