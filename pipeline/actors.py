"""What an argument stands for in its role: a capital that acts is its state, a capital that is visited stays a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.gazetteer import Gazetteer, normalise
from pipeline.records import ACTOR_ROLES, Argument, Entity, Event, Mention
from pipeline.relations import Ontology


@dataclass(frozen=True)
class Directory:
    """The entities of one article, by mention and by name."""

    by_mention: Mapping[tuple[int, int], tuple[Entity, ...]]
    by_id: Mapping[str, Entity]

    @staticmethod
    def of(entities: Sequence[Entity], mentions: Sequence[Mention]) -> "Directory":
        """From the tables' records of one article."""
        spans = {mention.mention_id: (mention.start, mention.end) for mention in mentions}
        found: dict[tuple[int, int], list[Entity]] = {}
        for entity in entities:
            for mention_id in entity.mention_ids:
                if mention_id in spans:
                    found.setdefault(spans[mention_id], []).append(entity)
        by_id = {entity.entity_id: entity for entity in entities}
        return Directory({span: tuple(found[span]) for span in found}, by_id)

    def named(self, name: str) -> Entity | None:
        """The entity with this canonical name."""
        return next((entity for entity in self.by_id.values() if entity.name == name), None)


def name_arguments(event: Event, directory: Directory, ontology: Ontology) -> Event:
    """The same event with the names that its arguments stand for."""
    visited = event.relation == "visited"
    arguments = [
        replace(
            argument,
            names=argument_names(
                argument, directory, place=argument.role == "Place" or (visited and argument.role == "Object")
            ),
        )
        for argument in event.arguments
    ]
    return replace(event, arguments=tuple(arguments))


def argument_names(argument: Argument, directory: Directory, place: bool) -> tuple[str, ...]:
    """Canonical names; a place keeps its own name, an actor is the state or body it acts for. Empty where nothing is linked."""
    if argument.role not in (*ACTOR_ROLES, "Place", "Source"):
        return ()
    found = directory.by_mention.get((argument.start, argument.end), ())
    if not found and argument.role in ("Place", "Source"):
        return (argument.text,)
    acting = [entity if place else directory.by_id.get(entity.acts_for or "", entity) for entity in found]
    return tuple(dict.fromkeys(entity.name for entity in acting))


def actor_key(name: str, gazetteer: Gazetteer) -> str:
    """What two names of one actor share: the key of a state or body, else the normalised name."""
    return gazetteer.key_of(name) or normalise(name)
