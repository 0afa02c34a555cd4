"""``scores``: the figures of the last ``dvc repro``."""

import argparse
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.console import results_on_stdout
from pipeline.stages.evaluate import JUDGED, headline

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    del parser  # no options


def call(options: argparse.Namespace, root: Path) -> None:
    del options
    path = root / "outputs/metrics.json"
    if not path.exists():
        raise ValueError(f"{path}: no metrics yet; run `dvc repro`")
    try:
        lines = _lines(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: is damaged ({type(error).__name__}: {error}); run `dvc repro`") from error
    with results_on_stdout(__name__):
        for line in lines:
            log.info("%s", line)


def _lines(metrics: Mapping[str, Any]) -> list[str]:
    return [headline(split, metrics[split]) for split in JUDGED] + [
        f"{name:<15} P {figure['precision']:.2f}  R {figure['recall']:.2f}  F1 {figure['f1']:.2f}  of {figure['support']}"
        for name, figure in metrics["test"]["relations"].items()
    ]
