"""``export --to FORMAT OUT``: triples for other programs."""

import argparse
import logging
from pathlib import Path

from pipeline.dataset import read_dataset
from pipeline.exports.actor_codes import load_actor_codes
from pipeline.exports.registry import FORMATS, Options, export
from pipeline.relations import load_ontology

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "formats:\n" + "\n".join(f"  {name:<8} {meaning}" for name, meaning in FORMATS.items())
    parser.add_argument("out", type=Path, help="the file that is written")
    parser.add_argument("--to", required=True, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument(
        "--from", dest="source", type=Path, help="a folder of tables, or a parquet of triples (outputs)"
    )
    parser.add_argument("--base", default=Options.base, help="rdf: what URIs begin with (%(default)s)")


def call(options: argparse.Namespace, root: Path) -> None:
    if options.to not in FORMATS:
        raise ValueError(f"--to: expected a format: {', '.join(FORMATS)}; found {options.to!r}")
    if options.out.is_dir():
        raise ValueError(f"{options.out}: expected the file to write, found a folder")
    dataset = read_dataset(options.source or root / "outputs")
    ontology = load_ontology(root / "configs/relations.yaml")
    codes = load_actor_codes(root / "configs/actor_codes.yaml")
    written = export(dataset, options.to, options.out, Options(ontology, codes, options.base))
    left_out = f"; left out: {written.left_out}" if written.left_out else ""
    log.info("export: %d %s%s -> %s", written.count, written.what, left_out, options.out)
