"""The page: templates, styles and scripts of ``templates/report`` with the data and the libraries, in one file."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.relations import Ontology
from pipeline.report.comparison import Comparison
from pipeline.report.contents import Contents
from pipeline.report.embedding import code_for_script, content_policy, json_for_script
from pipeline.report.figures import split_figures
from pipeline.report.libraries import vega, vis_network
from pipeline.report.payload import Payload
from pipeline.report.timeline import KINDS, timeline

SCRIPTS: Final = (
    "elements", "corpus", "dates", "filters", "pager", "phrases", "overview", "chart", "triples", "graph", "network", "reading",
    "article", "articles", "cases", "views", "main",
)  # fmt: skip
"""The page's own scripts, one noun each, in the order in which they are put together."""


def render(
    contents: Contents, comparisons: Mapping[str, Comparison], ontology: Ontology, templates: Path, title: str
) -> str:
    """The whole page as HTML; the same contents give the same text."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    payload = Payload(contents, comparisons, ontology)
    # With the line break before it, as it stands in the element: the policy names the hash of exactly that.
    scripts = {
        name: "\n" + code_for_script(code, name) + "\n"
        for name, code in {"vis": vis_network(), "vega": vega(), "page": _own_scripts(templates)}.items()
    }
    return environment.get_template("page.html").render(
        title=title,
        policy=content_policy(scripts.values()),
        styles=Markup((templates / "page.css").read_text(encoding="utf-8")),
        scripts=scripts,
        index=json_for_script({**payload.index(), "kinds": list(KINDS), "cases": _cases(contents)}),
        parts=(json_for_script(payload.part(article)) for article in contents.articles),
        timeline=json_for_script(timeline()),
        splits=split_figures(contents.metrics) if contents.metrics is not None else [],
        counts={"articles": len(contents.articles), "triples": sum(map(len, contents.triples.values()))},
        left_out=asdict(contents.left_out),
        has_cases=bool(contents.cases),
        compared=len(comparisons),
    )


def _own_scripts(templates: Path) -> str:
    """All in one scope, so that a noun of one script is known to the next and nothing to the outside."""
    codes = [(templates / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join(codes)


def _cases(contents: Contents) -> list[dict[str, object]]:
    """The cases as the page shows them: days as text, and only what is shown of a step."""
    steps = ("doc_id", "triple_id", "step", "subject", "relation", "object", "date", "due", "new_date")
    return [
        {
            "id": case["case_id"],
            "kind": case["kind"],
            "state": case["state"],
            "place": case["place"],
            "participants": [[actor["name"], actor["country"] or 0] for actor in case["participants"] or ()],
            "due": [case["due_first"].isoformat(), case["due_last"].isoformat()] if case["due_first"] else 0,
            "told": [day.isoformat() if day else 0 for day in (case["first_told"], case["last_told"])],
            "articles": case["article_count"],
            "history": [
                {name: step[name] for name in steps} | {"told": step["doc_date"].isoformat() if step["doc_date"] else 0}
                for step in case["history"]
            ],
        }
        for case in contents.cases
    ]
