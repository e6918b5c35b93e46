"""Columns put together out of others."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import StringValue

from audits.discovery.formats.columns import Column, Pattern


@dataclass(frozen=True)
class Said:
    """The same text for every line."""

    text: str

    def of(self, line: StringValue) -> StringValue:
        return ibis.literal(self.text)

    def read(self, line: str) -> str:
        return self.text


@dataclass(frozen=True)
class Joined:
    """The values of `columns`, one after another, with `between` between them."""

    columns: tuple[Column, ...]
    between: str = ""

    def of(self, line: StringValue) -> StringValue:
        first, *rest = (column.of(line) for column in self.columns)
        for value in rest:
            first = first + self.between + value
        return first

    def read(self, line: str) -> str:
        return self.between.join(column.read(line) for column in self.columns)


@dataclass(frozen=True)
class Chosen:
    """`then` for the lines that `where` fits, `otherwise` for the others."""

    where: Pattern
    then: Column
    otherwise: Column

    def of(self, line: StringValue) -> StringValue:
        return ibis.ifelse(self.where.fits(line), self.then.of(line), self.otherwise.of(line))

    def read(self, line: str) -> str:
        return (self.then if self.where.compiled.search(line) else self.otherwise).read(line)


def joined(*columns: Column, between: str = "") -> Column:
    return Joined(columns, between)
