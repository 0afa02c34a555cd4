"""Triples and articles -> ``outputs/cases.parquet``: one row an event of the real world, over all articles that tell of it.

The triples that follow from the labels are linked too, to ``outputs/gold_cases.parquet``, for linking to be judged on.
"""

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.annotations import articles_from
from pipeline.cases import cases_of
from pipeline.gazetteer import Gazetteer, load_gazetteer
from pipeline.params import load_params
from pipeline.relations import Ontology, load_ontology
from pipeline.runlog import run
from pipeline.tables import Rows, read_table, write_table
from pipeline.telling_rows import Windows, tellings_of
from pipeline.worlds import read_families, worlds_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``link``: ``window_days`` from publication within which an undated event lies, ``offer_days`` within which an
    offer leads to a meeting, ``gap_years`` after which a name that nobody mentioned is another person's."""

    window_days: int
    offer_days: int
    gap_years: int

    @property
    def windows(self) -> Windows:
        """The same, as linking takes it."""
        return Windows(self.window_days, self.offer_days, self.gap_years)


def find_cases(
    triples: Sequence[Mapping[str, Any]],
    worlds: Mapping[str, str],
    ontology: Ontology,
    gazetteer: Gazetteer,
    params: Params,
) -> Rows:
    """Rows of the table ``cases``: every triple is a step of exactly one."""
    return cases_of(tellings_of(triples, worlds, ontology, gazetteer, params.windows), ontology)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("index", type=Path, help="articles.csv, for its contrast families")
    parser.add_argument("configs", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "link")
    articles = articles_from(read_table(options.outputs / "articles.parquet", "articles"))
    worlds = worlds_of(articles, read_families(options.index))
    ontology, gazetteer = load_ontology(options.configs / "relations.yaml"), load_gazetteer(options.configs)
    for prefix in ("", "gold_"):
        triples = read_table(options.outputs / f"{prefix}triples.parquet", "triples")
        cases = find_cases(triples, worlds, ontology, gazetteer, params)
        write_table(options.outputs / f"{prefix}cases.parquet", "cases", cases)
        several = sum(case["article_count"] > 1 for case in cases)
        name = f"{prefix}triples".replace("_", " ")
        log.info("link: %d cases from %d %s, %d told by several articles", len(cases), len(triples), name, several)


if __name__ == "__main__":
    run(main)
