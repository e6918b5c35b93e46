"""Two texts compared word by word."""

import re
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")

# Each different word stands as one character while texts are compared; surrogates are none.
_FIRST, _SURROGATES, _AFTER = 0x100, 0xD800, 0xE000
_KINDS = {-1: "deleted", 0: "same", 1: "inserted"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `kind` is same, deleted or inserted."""

    kind: str
    text: str


def changes_in(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order: without the inserted ones `old`, without the deleted
    ones `new`. Words stay whole, and small matches between changes are changes too."""
    words: list[str] = []
    codes: dict[str, str] = {}
    differ = diff_match_patch()
    found = differ.diff_main(_encoded(old, words, codes), _encoded(new, words, codes), False)
    differ.diff_cleanupSemantic(found)
    return tuple(Piece(_KINDS[kind], _decoded(text, words)) for kind, text in found)


def _encoded(text: str, words: list[str], codes: dict[str, str]) -> str:
    encoded = []
    for word in _TOKENS.findall(text):
        if word not in codes:
            codes[word] = chr(_code(len(words)))
            words.append(word)
        encoded.append(codes[word])
    return "".join(encoded)


def _decoded(text: str, words: list[str]) -> str:
    return "".join(words[_place(ord(code))] for code in text)


def _code(place: int) -> int:
    code = _FIRST + place
    return code if code < _SURROGATES else code + _AFTER - _SURROGATES


def _place(code: int) -> int:
    return (code if code < _SURROGATES else code - _AFTER + _SURROGATES) - _FIRST
