"""How a string of a pack stands in its file: in lines that people can read and compare."""

import re

import tomlkit
from tomlkit.items import String, StringType, Trivia

WIDTH = 100

_ESCAPED = re.compile(r'[\\\x00-\x08\x0b-\x1f\x7f]|"(?="")|"$')
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def condition_item(value: str) -> String:
    """A condition as it was written: between single quotation marks it needs no escapes."""
    literal = '"' in value and "'" not in value
    if literal and "\n" in value:
        return String(StringType.MLL, value, f"\n{value}", Trivia())
    return tomlkit.string(value, literal=literal, multiline="\n" in value)


def text_item(key: str, value: str) -> String:
    """A text on one line where it fits; else on several, each but the last ended by a backslash."""
    short = tomlkit.string(value)
    if "\n" not in value and len(f"{key} = {short.as_string()}") <= WIDTH:
        return short
    lines = "\n".join(_wrapped(line) for line in value.split("\n"))
    return String(StringType.MLB, value, "\n" + lines, Trivia())


def _wrapped(line: str) -> str:
    lines = [""]
    for word in _BREAK.split(_ESCAPED.sub(_escape, line)):
        if lines[-1] and len(lines[-1]) + len(word) + 3 > WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return " \\\n".join(lines)


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] in '"\\' else f"\\u{ord(found[0]):04x}"
