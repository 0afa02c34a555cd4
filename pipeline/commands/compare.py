"""``compare OLD NEW``: two folders of models on the same articles, gains and losses per relation."""

import argparse
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from pipeline.annotations import triples_from
from pipeline.comparison import as_json, changes, compare_models, lines_of
from pipeline.console import results_on_stdout
from pipeline.corpus import Corpus, read_articles
from pipeline.extraction import Extractor, extract, load_extractor
from pipeline.gold import read_gold, texts_of
from pipeline.judging import Judge
from pipeline.params import load_params
from pipeline.records import Article, Triple
from pipeline.relations import load_ontology
from pipeline.scoring import Matched
from pipeline.stages import evaluate

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, help="a folder with ner and relations, such as a copy of models/")
    parser.add_argument("new", type=Path, help="another one, such as models/")
    parser.add_argument("--split", choices=("test", "dev"), default="test", help="the articles compared on (test)")
    parser.add_argument("--json", action="store_true", help="figures and triples as JSON")


def call(options: argparse.Namespace, root: Path) -> None:
    everything = read_articles(root / "seeds/articles").articles
    articles = [article for article in everything if article.split == options.split]
    if not articles:
        raise ValueError(f"{root / 'seeds/articles'}: no labelled article has the split {options.split}")
    extractors = [load_extractor(root, folder) for folder in (options.old, options.new)]
    judge = Judge(load_ontology(root / "configs/relations.yaml"), extractors[0].gazetteer)
    ids = {article.doc_id for article in everything}
    gold = _by_article(read_gold(root / "seeds/gold.csv", ids, judge.ontology, texts_of(articles)))
    old, new = (_matched(articles, extractor, gold, judge) for extractor in extractors)
    seed = load_params(evaluate.Params, "evaluate", root / "params.yaml").random_seed
    differences, rows = compare_models(old, new, judge.ontology, seed), changes(old, new)
    with results_on_stdout(__name__):
        if options.json:
            told = {"split": options.split, "articles": len(articles), "figures": as_json(differences), "triples": rows}
            log.info("%s", json.dumps(told, indent=1, ensure_ascii=False))
            return
        log.info("%d articles of %s; old: %s, new: %s", len(articles), options.split, options.old, options.new)
        for line in (*lines_of(differences), *map(_line, rows)):
            log.info("%s", line)


def _by_article(triples: Sequence[Triple]) -> dict[str, list[Triple]]:
    groups: dict[str, list[Triple]] = {}
    for triple in triples:
        groups.setdefault(triple.doc_id, []).append(triple)
    return groups


def _matched(
    articles: Sequence[Article], extractor: Extractor, gold: dict[str, list[Triple]], judge: Judge
) -> dict[str, Matched]:
    triples = triples_from(extract(Corpus(tuple(articles), ()), extractor).triples)
    found = _by_article(triples)
    return judge.match_articles([article.doc_id for article in articles], gold, found)


def _line(row: dict[str, object]) -> str:
    when = f" ({row['date']})" if row["date"] else ""
    return f"{row['change']:<11} {row['doc_id']}: {row['subject']} – {row['relation']} – {row['object']} [{row['status']}]{when}"
