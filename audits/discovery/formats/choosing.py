"""A column for some lines, and another one for the rest."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import StringValue

from audits.discovery.formats.columns import Column, Pattern


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
