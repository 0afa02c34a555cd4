"""Results go to standard output, and a reader that has enough ends the command quietly."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.console import results_on_stdout

ROOT = Path(__file__).resolve().parent.parent
ENDLESS = """
import logging
from pipeline.console import results_on_stdout
from pipeline.runlog import run

def main():
    with results_on_stdout("tests.endless"):
        while True:
            logging.getLogger("tests.endless").info("line")

run(main)
"""


def test_results_go_to_standard_output_and_nothing_else_does(capsys: pytest.CaptureFixture[str]) -> None:
    with results_on_stdout("tests.results"):
        logging.getLogger("tests.results").info("a result")
        logging.getLogger("tests.other").warning("a message")
    logging.getLogger("tests.results").warning("after")
    assert capsys.readouterr().out == "a result\n"


def test_a_closed_pipe_ends_the_command_without_a_traceback() -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert command.stdout is not None
    assert command.stderr is not None
    assert command.stdout.readline() == "line\n"
    command.stdout.close()
    assert command.stderr.read() == ""
    assert command.wait(timeout=60) == 1
