"""The stage graph is what the code says: names, modules in deps, parameters, nothing written under seeds/."""

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GRAPH = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]


def path_of(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")


def imports(module: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path_of(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline"):
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("pipeline")}
    return {name for name in found if path_of(name).exists()}


def closure(module: str) -> set[str]:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += imports(name)
    return {str(path_of(name).relative_to(ROOT)) for name in seen}


def test_stages_modules_and_tests_have_the_same_names() -> None:
    modules = {path.stem for path in (ROOT / "pipeline/stages").glob("*.py")} - {"__init__"}
    assert set(GRAPH) == modules
    for name in modules:
        assert (ROOT / f"tests/test_{name}.py").exists(), name


@pytest.mark.parametrize("stage", sorted(GRAPH))
def test_a_stage_depends_on_every_module_that_it_imports(stage: str) -> None:
    listed = {dep for dep in GRAPH[stage]["deps"] if dep.startswith("pipeline/")}
    assert listed == closure(f"pipeline.stages.{stage}")


@pytest.mark.parametrize("stage", sorted(GRAPH))
def test_a_stage_that_looks_names_up_depends_on_all_the_lists(stage: str) -> None:
    lists = {f"configs/{name}.yaml" for name in ("states", "bodies", "aliases", "first_names")}
    deps = set(GRAPH[stage]["deps"])
    reads = "load_gazetteer" in path_of(f"pipeline.stages.{stage}").read_text(encoding="utf-8")
    assert (deps & lists) == (lists if reads else set())


@pytest.mark.parametrize("stage", sorted(GRAPH))
def test_a_stage_runs_its_module_and_says_what_it_does(stage: str) -> None:
    assert GRAPH[stage]["cmd"].startswith(f"python -m pipeline.stages.{stage} ")
    assert GRAPH[stage]["desc"]


def test_parameters_are_sections_of_the_stages_of_that_name() -> None:
    params = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
    own = {name: stage["params"] for name, stage in GRAPH.items() if "params" in stage and name != "contrast"}
    assert {name: [name] for name in params} == own


def test_the_stage_that_runs_all_stages_depends_on_the_settings_of_all() -> None:
    read = re.findall(r'load_params\(\w+\.Params, "(\w+)"', path_of("pipeline.extraction").read_text(encoding="utf-8"))
    assert sorted(GRAPH["contrast"]["params"]) == sorted(read)


def test_no_stage_writes_under_seeds_and_models_outlive_an_interruption() -> None:
    outs = [out for stage in GRAPH.values() for out in (*stage.get("outs", ()), *stage.get("metrics", ()))]
    paths = {next(iter(out)) if isinstance(out, dict) else out: out for out in outs}
    assert not [path for path in paths if path.startswith("seeds")]
    for path, out in paths.items():
        if path.startswith("models/"):
            assert out == {path: {"persist": True}}


def test_layers_are_kept() -> None:
    """Records import nothing of ours; no stage imports another; nouns import no stage, but for those that run all of them."""
    assert imports("pipeline.records") == set()
    whole = {ROOT / f"pipeline/{name}.py" for name in ("extraction", "audit", "__main__")}
    for path in {*(ROOT / "pipeline").rglob("*.py")} - whole - {*(ROOT / "pipeline/commands").glob("*.py")}:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.stem != "__init__":
            assert not [name for name in imports(module) if name.startswith("pipeline.stages.")], module
