"""DuckDB: a database file with every table of the folder under its name, and views of what is asked most.

================  ================================================================================================
``who_met_whom``  meetings and talks that took place, each pair both ways, with the sentence that says so
``called_off``    what was cancelled, postponed, walked out of or declined: who, with whom, what, when it had been due
``actor_timeline``  every triple once for each actor in it, by date: what the actor did or what was done to it
``case_steps``    where there are cases: a row a step, with the case's state, participants and due days
``relations``     how each relation reads, and its kind
``about``         what the table of triples says of its making (empty where it says nothing)
================  ================================================================================================

Columns have their meanings as comments (``select column_name, comment from duckdb_columns()``). Not the same bytes twice: the
database has stamps and pages of its own; tables and views are the same. Nothing is fetched: no extension is needed.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from pipeline.dataset import Dataset, read_arrow
from pipeline.exports.registry import Options, Written
from pipeline.relations import Ontology, Relation
from pipeline.tables import SCHEMAS

_RELATIONS: Final = pa.schema(
    [
        ("name", pa.string()),
        ("reads", pa.string()),
        ("group", pa.string()),
        ("symmetric", pa.bool_()),
        ("cancel_family", pa.bool_()),
    ]
)
_SQL: Final = Path(__file__).parent
_TAKEN: Final = frozenset("about actor_timeline called_off case_steps relations who_met_whom".split())


def write(dataset: Dataset, out: Path, options: Options) -> Written:
    """A new file, in the place of one that is there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as folder:
        temporary = Path(folder) / "tables.duckdb"
        with duckdb.connect(str(temporary)) as database:
            tables = dict(_tables(dataset, options.ontology))
            for name, table in tables.items():
                _add_table(database, name, table)
            for script in ("views.sql", *(["case_views.sql"] if "cases" in tables else [])):
                database.execute((_SQL / script).read_text(encoding="utf-8"))
        temporary.chmod(0o644)
        temporary.replace(out)
    return Written(len(tables), "tables")


def _tables(dataset: Dataset, ontology: Ontology) -> Iterator[tuple[str, pa.Table]]:
    about = [{"name": name, "value": value} for name, value in dataset.metadata.items()]
    yield "about", pa.Table.from_pylist(about, pa.schema([("name", pa.string()), ("value", pa.string())]))
    yield "relations", pa.Table.from_pylist([_relation(ontology[name]) for name in ontology.names], _RELATIONS)
    yield "triples", pa.Table.from_pylist(dataset.triples, SCHEMAS["triples"])
    for path in dataset.files:
        if path.stem in _TAKEN:
            raise ValueError(f"{path}: the database has a view or table of its own by that name; rename the file")
        if path != dataset.path and path.stem != "triples":
            yield path.stem, read_arrow(path)


def _relation(relation: Relation) -> dict[str, Any]:
    return {name: getattr(relation, name) for name in _RELATIONS.names}


def _add_table(database: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    database.register("arrow", table)
    database.execute(f"create table {_quoted(name)} as select * from arrow")
    database.unregister("arrow")
    for field in table.schema:
        if meaning := (field.metadata or {}).get(b"meaning"):
            comment = _text(meaning.decode("utf-8", "replace"))
            database.execute(f"comment on column {_quoted(name)}.{_quoted(field.name)} is {comment}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
