"""Logging of the command line: one line a stage, warnings of libraries kept, errors without a traceback."""

import logging
import os
import sys
from collections.abc import Callable

log = logging.getLogger(__name__)


def run(main: Callable[[], None]) -> None:
    """Call a stage's ``main`` with logging set up; what ends it is said without a traceback.

    A ``ValueError`` or ``OSError`` ends it with its message and status 1, Ctrl-C with status 130.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for noisy in ("transformers", "py3langid", "httpx"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        main()
    except BrokenPipeError:  # whoever read the results has enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (ValueError, OSError) as error:
        log.error("error: %s", error)
        sys.exit(1)
    except KeyboardInterrupt:
        log.error("interrupted: nothing was written that is not whole; what was there before is still there")
        sys.exit(130)
