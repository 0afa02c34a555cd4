"""Tables, gold and metrics -> ``outputs/report.html``: one page to read them in, which needs nothing but itself."""

import argparse
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.annotations import articles_from
from pipeline.documents import assemble
from pipeline.gazetteer import load_gazetteer
from pipeline.judging import Judge
from pipeline.params import load_params
from pipeline.relations import Ontology, load_ontology
from pipeline.report.comparison import Comparison, compare_all
from pipeline.report.contents import Contents, read_contents
from pipeline.report.page import render
from pipeline.runlog import run
from pipeline.tables import read_table, write_text

log = logging.getLogger(__name__)
TITLE = "Communiqué"


@dataclass(frozen=True, slots=True)
class Params:
    """Section ``report``: ``articles`` is the number that a page holds at most; the newest are kept, the rest is counted on it."""

    articles: int


def report(
    contents: Contents, comparisons: Mapping[str, Comparison], ontology: Ontology, templates: Path, title: str = TITLE
) -> str:
    """The page as HTML; without comparisons and metrics for articles that were only extracted."""
    return render(contents, comparisons, ontology, templates, title)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("configs", type=Path)
    parser.add_argument("templates", type=Path)
    options = parser.parse_args()
    params = load_params(Params, "report")
    contents = read_contents(options.outputs, params.articles)
    documents = assemble(
        articles_from(contents.articles),
        read_table(options.outputs / "sentences.parquet", "sentences"),
        read_table(options.outputs / "tokens.parquet", "tokens"),
    )
    judge = Judge(load_ontology(options.configs / "relations.yaml"), load_gazetteer(options.configs))
    comparisons = compare_all(documents, contents.gold, contents.triples, judge)
    page = report(contents, comparisons, judge.ontology, options.templates)
    write_text(options.outputs / "report.html", page)
    log.info(
        "report: %d articles, %d left out, %d compared with gold, %.1f MB",
        len(contents.articles),
        contents.left_out.articles,
        len(comparisons),
        len(page.encode("utf-8")) / 1e6,
    )


if __name__ == "__main__":
    run(main)
