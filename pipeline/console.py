"""Results on standard output, messages on standard error."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class _Results(logging.StreamHandler[TextIO]):
    """Logging reports a closed pipe (``| head``) for every line; here it ends the command."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        raise  # noqa: PLE0704 (logging calls this while it handles the exception)


@contextmanager
def results_on_stdout(*names: str) -> Iterator[None]:
    """Send what these loggers say to standard output, for ``> card.json``; all others stay on standard error."""
    handler = _Results(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = True
