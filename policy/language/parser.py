"""Text to tree."""

import re
from functools import cache

from django.utils.translation import gettext as _
from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError

from policy.language import check
from policy.language.conditions import AllOf, Always, AnyOf, Condition, ConditionError, Not
from policy.language.facts import Vocabulary
from policy.language.syntax_errors import unexpected_character, unexpected_token

__all__ = ["ConditionError", "parse"]

LONGEST = 10_000
# The readings recurse over the tree; what people write never comes near this.
DEEPEST = 30

_QUOTED_OR_PARENTHESIS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[()]")


def parse(text: str, vocabulary: Vocabulary) -> Condition:
    """Return the tree of a condition over the facts of the vocabulary.

    Raises ConditionError, with the first line and column where the text is no condition, speaks of
    an unknown fact, or gives a fact a value or an operator that does not suit its kind.
    """
    _check_size(text)
    try:
        return _Builder(vocabulary).transform(_grammar().parse(text))
    except UnexpectedCharacters as error:
        raise unexpected_character(error) from None
    except UnexpectedToken as error:
        raise unexpected_token(error, text) from None
    except VisitError as error:
        raise error.orig_exc from None


@cache
def _grammar() -> Lark:
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", lexer="basic")


def _check_size(text: str) -> None:
    if len(text) > LONGEST:
        message = _("a condition has at most %(longest)s characters; this one has %(length)s")
        raise ConditionError(message % {"longest": LONGEST, "length": len(text)}, 1, 1)
    depth = 0
    for found in _QUOTED_OR_PARENTHESIS.finditer(text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth > DEEPEST:
            message = _("parentheses are nested more than %(deepest)s deep") % {"deepest": DEEPEST}
            before = text[: found.start()]
            column = found.start() - before.rfind("\n")
            raise ConditionError(message, before.count("\n") + 1, column)


@v_args(inline=True)
class _Builder(Transformer[Token, Condition]):
    """Makes the tree of conditions from the tree of tokens, checking types on the way."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def any_of(self, *parts: Condition) -> AnyOf:
        return AnyOf(parts)

    def all_of(self, *parts: Condition) -> AllOf:
        return AllOf(parts)

    def negation(self, part: Condition) -> Not:
        return Not(part)

    def constant(self, word: Token) -> Always:
        return Always(word == "true")

    def yes(self, name: Token) -> Condition:
        return check.is_yes(name, self._vocabulary)

    def compare(self, name: Token, operator: Token, value: Token) -> Condition:
        return check.compare(name, operator, value, self._vocabulary)

    def among(self, name: Token, *values: Token) -> Condition:
        return check.among(name, values, self._vocabulary)

    def contains(self, value: Token, name: Token) -> Condition:
        return check.contains(value, name, self._vocabulary)

    def within(self, name: Token, item: Token, again: Token, *values: Token) -> Condition:
        return check.within(name, item, again, values, self._vocabulary)
