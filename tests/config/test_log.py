import logging

from config.log import OneLineFormatter


def test_text_from_outside_cannot_pose_as_another_entry():
    record = logging.LogRecord(
        "policy", logging.INFO, __file__, 1, "case %s", ("1\r\n2026-01-01 INFO policy x",), None
    )

    line = OneLineFormatter().format(record)

    assert line.endswith("INFO policy case 1\\r\\n2026-01-01 INFO policy x")
