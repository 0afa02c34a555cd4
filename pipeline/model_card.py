"""Model cards: what a model was trained on and how, beside its weights and in the tables that it made.

A card holds no clock, so that the same labels give the same card. Labels carry no day of their own; the card tells the newest
day of publication among the articles that were trained on.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pipeline.encoder import PACKAGED, Pretrained
from pipeline.records import Article, Labels

CARD: Final = "card.json"
README: Final = "README.md"
STAMP: Final = "communique."
"""What the keys of a table's metadata begin with; the model's name follows."""

_DOES: Final = {
    "tagger": "finds mentions in English news: persons, places, bodies, nationalities, roles, dates, events",
    "events": "finds events of diplomacy in English news: the word that tells one, its relation, status and arguments",
}
_LICENCE: Final = {
    "code": "MIT",
    "labels": "those that come with the project: CC BY 4.0 (seeds/LICENSE); others: as whoever made them says",
    "encoder": f"{PACKAGED}: MIT for the package, Apache-2.0 for the all-MiniLM-L6-v2 in it; another: as whoever made it says",
}
_ESSENTIALS: Final = ("name", "kind", "weights_sha256", "encoder", "data")
_LIBRARIES: Final = ("safetensors", "torch", "transformers")


def data_part(articles: Sequence[Article], labels: Mapping[str, Labels]) -> dict[str, Any]:
    """What a card says of the training data; ``sha256`` changes with any text, label or day of publication."""
    digest = hashlib.sha256()
    for article in sorted(articles, key=lambda article: article.doc_id):
        own = labels.get(article.doc_id, Labels())
        content = (article.doc_id, article.text, article.date, [_mention(m) for m in own.mentions], _events(own))
        digest.update(json.dumps(content, ensure_ascii=True).encode("ascii") + b"\n")
    events = [event for one in labels.values() for event in one.events]
    return {
        "sha256": digest.hexdigest(),
        "split": "train",
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "mentions": sum(len(one.mentions) for one in labels.values()),
        "events": len(events),
        "events_by_relation": dict(sorted(Counter(event.relation for event in events).items())),
        "newest_article": max((article.date for article in articles if article.date), default=None),
    }


def _mention(mention: Any) -> tuple[object, ...]:
    return mention.start, mention.end, mention.label, mention.names, mention.edtf


def _events(labels: Labels) -> list[tuple[object, ...]]:
    return [
        (
            e.relation,
            e.status,
            e.trigger_start,
            e.trigger_end,
            sorted((a.role, a.start, a.end, a.label) for a in e.arguments),
        )
        for e in labels.events
    ]


def build_card(name: str, config: Mapping[str, Any], encoder: Pretrained, weights_sha256: str) -> dict[str, Any]:
    """The card of a model from what it is saved with.

    Args:
        name: of the model's folder.
        config: as saved; ``kind`` says what it is, ``card`` how it was trained: ``data``, ``params``, ``losses``, sizes.
        encoder: that it was trained from.
        weights_sha256: of the trained weights.
    """
    told = dict(config.get("card", {}))
    data, params = told.pop("data", {}), told.pop("params", {})
    return {
        "name": name,
        "kind": config.get("kind"),
        "does": _DOES.get(str(config.get("kind")), ""),
        "weights_sha256": weights_sha256,
        "encoder": {"name": encoder.name, "sha256": encoder.sha256},
        "data": data,
        "params": params,
        "training": told,
        "libraries": {library: version(library) for library in _LIBRARIES},
        "licence": _LICENCE,
    }


def essentials(card: Mapping[str, Any]) -> str:
    """What a table says of a model: the card without settings and losses, as JSON on one line."""
    return json.dumps({key: card.get(key) for key in _ESSENTIALS}, ensure_ascii=False, sort_keys=True)


def readme(card: Mapping[str, Any]) -> str:
    """The card to read."""
    data, training = card["data"], card["training"]
    counts = [f"| {name} | {count} |" for name, count in data.get("events_by_relation", {}).items()]
    losses = ", ".join(f"{loss:.3f}" for loss in training.get("losses", ()))
    sizes = ", ".join(f"{data.get(thing, 0)} {thing}" for thing in ("articles", "words", "mentions", "events"))
    newest = data.get("newest_article") or "an unknown day"
    lines = [
        f"# Model `{card['name']}`",
        "",
        f"It {card['does']}. Trained by Communiqué; `card.json` says the same for machines.",
        "",
        f"* Trained from `{card['encoder']['name']}` (sha256 of its weights: {card['encoder']['sha256'] or 'not known'}).",
        f"* Trained on the split train: {sizes}; the newest article is of {newest}.",
        "* No article of dev, test or the example is among them: `outputs/metrics.json` tells how it does on those.",
        f"* sha256 of the training data: {data.get('sha256')}; of the trained weights: {card['weights_sha256']}.",
        f"* Mean loss of each epoch: {losses or 'not told'}.",
        f"* Settings: {json.dumps(card['params'], ensure_ascii=False, sort_keys=True)}",
        f"* Libraries: {', '.join(f'{name} {number}' for name, number in card['libraries'].items())}.",
        *(f"* Licence of the {part}: {text}." for part, text in card["licence"].items()),
        "",
        *(["| relation | events trained on |", "|---|---|", *counts, ""] if counts else []),
    ]
    return "\n".join(lines)


def stamps(*cards: Mapping[str, Any]) -> dict[str, str]:
    """Metadata for a table that these models made."""
    return {f"{STAMP}{card['name']}": essentials(card) for card in cards}


def read_stamps(metadata: Mapping[bytes, bytes] | None) -> dict[str, Any]:
    """What a table's metadata tells of the models that made it, by model; empty where it tells nothing."""
    begin = STAMP.encode()
    found = {key.removeprefix(begin): value for key, value in (metadata or {}).items() if key.startswith(begin)}
    return {name.decode(): json.loads(value) for name, value in found.items()}


def write_card(folder: Path, card: Mapping[str, Any]) -> None:
    """Write ``card.json`` and ``README.md`` into a model's folder."""
    text = json.dumps(card, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / CARD).write_text(text, encoding="utf-8")
    (folder / README).write_text(readme(card), encoding="utf-8")
