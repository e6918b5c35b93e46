"""How a line of the log looks."""

import logging

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class OneLineFormatter(logging.Formatter):
    """Keeps a message on one line, so that text from outside cannot pose as another entry."""

    def __init__(self) -> None:
        super().__init__(LINE)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (a name of logging)
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")
