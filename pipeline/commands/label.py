"""``label draft|check|accept|export|import|configs``: from articles to labels that models are trained on."""

import argparse
from pathlib import Path

from pipeline import drafting, interchange, labelling, tool_configs
from pipeline.console import results_on_stdout
from pipeline.label_formats import FORMATS


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    draft = actions.add_parser("draft", help="label files from the trained models, marked as drafts")
    check = actions.add_parser("check", help="what is wrong in the label files, and what still is a draft")
    accept = actions.add_parser("accept", help="end the draft state: from now on they train")
    export = actions.add_parser("export", help="labels for another tool")
    back = actions.add_parser("import", help="labels from another tool")
    actions.add_parser("configs", help="write the configurations of brat and Label Studio from configs/relations.yaml")
    formats = tuple(FORMATS)
    export.add_argument("--to", choices=formats, required=True, dest="format")
    export.add_argument("folder", type=Path, metavar="DIR", help="an empty or new folder")
    back.add_argument("--from", choices=formats, required=True, dest="format")
    back.add_argument("folder", type=Path, metavar="DIR", help="the folder, or the file, that the tool wrote")
    for action in (draft, check, export, accept):
        many = "+" if action is accept else "*"
        action.add_argument("ids", nargs=many, metavar="ID", help="articles" if many == "+" else "articles (all)")
    for action in (draft, check, accept, export, back):
        action.add_argument("--seeds", type=Path, help="another folder of labelled articles")


def call(options: argparse.Namespace, root: Path) -> None:
    configs = root / "configs"
    if options.action == "configs":
        tool_configs.write_configs(configs)
        return
    seeds = options.seeds or root / "seeds"
    with results_on_stdout(drafting.__name__, labelling.__name__, interchange.__name__):
        if options.action == "draft":
            drafting.write_drafts(root, seeds / "articles", options.ids)
        elif options.action == "check":
            labelling.check(seeds, configs, options.ids)
        elif options.action == "accept":
            labelling.accept(seeds, configs, options.ids)
        elif options.action == "export":
            interchange.export_labels(options.format, options.folder, seeds / "articles", configs, options.ids)
        else:
            interchange.import_labels(options.format, options.folder, seeds / "articles", configs)
