"""The contrast suite and the trained models -> ``outputs/contrast.json`` and ``outputs/contrast.csv``.

The share of each family's cases whose triples come out exactly right; what came out for each case.
"""

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.annotations import triples_from
from pipeline.contrast import Case, passes, read_cases
from pipeline.corpus import Corpus
from pipeline.extraction import extract, load_extractor
from pipeline.gazetteer import load_gazetteer
from pipeline.judging import Judge
from pipeline.records import Triple
from pipeline.relations import load_ontology
from pipeline.runlog import run
from pipeline.tables import to_csv, write_text

log = logging.getLogger(__name__)


def pass_rates(cases: Sequence[Case], found: Mapping[str, Sequence[Triple]], judge: Judge) -> dict[str, Any]:
    """The share of cases that pass, in all and by family, with the number of cases."""
    right = {case.article.doc_id: passes(case, found.get(case.article.doc_id, ()), judge) for case in cases}
    families: dict[str, list[bool]] = {}
    for case in cases:
        families.setdefault(case.family, []).append(right[case.article.doc_id])
    return {
        "all": _share(list(right.values())),
        "families": {family: _share(own) for family, own in families.items()},
    }


def _share(right: Sequence[bool]) -> dict[str, float | int]:
    return {"passed": round(sum(right) / max(1, len(right)), 4), "support": len(right)}


def outcomes(cases: Sequence[Case], found: Mapping[str, Sequence[Triple]], judge: Judge) -> list[dict[str, str]]:
    """One row a case: what it tells, what came out, and whether that passes."""
    rows = []
    for case in cases:
        own = found.get(case.article.doc_id, ())
        rows.append(
            {
                "family": case.family,
                "id": case.article.doc_id,
                "passed": "yes" if passes(case, own, judge) else "no",
                "expected": "; ".join(map(_shown, case.triples)),
                "found": "; ".join(map(_shown, own)),
                "text": case.article.text,
            }
        )
    return rows


def _shown(triple: Triple) -> str:
    return f"{triple.subject} {triple.relation} {triple.object} ({triple.status})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("outputs", type=Path)
    options = parser.parse_args()
    root = Path()
    judge = Judge(load_ontology(root / "configs/relations.yaml"), load_gazetteer(root / "configs"))
    cases = read_cases(options.cases, judge.ontology)
    extraction = extract(Corpus(tuple(case.article for case in cases), ()), load_extractor(root))
    found: dict[str, list[Triple]] = {}
    for triple in triples_from(extraction.triples):
        found.setdefault(triple.doc_id, []).append(triple)
    rates = pass_rates(cases, found, judge)
    write_text(options.outputs / "contrast.json", json.dumps(rates, indent=1) + "\n")
    columns = ("family", "id", "passed", "expected", "found", "text")
    write_text(options.outputs / "contrast.csv", to_csv(outcomes(cases, found, judge), columns))
    log.info("contrast: %.0f %% of %d cases pass", 100 * rates["all"]["passed"], rates["all"]["support"])


if __name__ == "__main__":
    run(main)
