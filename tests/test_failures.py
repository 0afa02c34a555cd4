"""Training and writing that fail half-way: the old model stays, whole and usable, and nothing half-written is left."""

import fcntl
import os
import pty
import resource
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
import yaml

from pipeline.modelstore import load_config
from pipeline.stages import train_ner, train_relations
from pipeline.tables import SCHEMAS, read_table
from pipeline.tagger import load_tagger
from tests.test_chain import STAGES

ROOT = Path(__file__).resolve().parent.parent
TRAIN_NER = ("pipeline.stages.train_ner", "outputs/train", "configs", "models/ner")


LIMITED = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); runpy.run_module(sys.argv[0], None, '__main__')"


def start(folder: Path, *module: str, limit: int | None = None, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """A module of the pipeline in a process of its own, perhaps with a limit to the size of the files it may write."""
    code = f"import sys; del sys.argv[0]; {LIMITED.format(limit or resource.RLIM_INFINITY)}"
    command = [sys.executable, "-c", code, *module]
    return subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=stderr, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def train_for_ever(folder: Path) -> None:
    params = yaml.safe_load((folder / "params.yaml").read_text(encoding="utf-8"))
    params["train_ner"]["epochs"] = 1_000_000
    (folder / "params.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")


def test_ctrl_c_while_training_leaves_the_old_model(project: Path) -> None:
    train_for_ever(project)
    before = contents(project / "models")
    ours, theirs = pty.openpty()  # a terminal, on which training shows its progress
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 100, 0, 0))
    process = start(project, *TRAIN_NER, stderr=theirs)
    os.close(theirs)
    shown = b""
    while b"batch/s" not in shown:
        shown += os.read(ours, 1000)
    process.send_signal(signal.SIGINT)
    try:
        while part := os.read(ours, 1000):
            shown += part
    except OSError:  # how a terminal ends
        pass
    os.close(ours)
    assert process.wait() == 130
    assert b"interrupted: " in shown
    assert b"Traceback" not in shown
    assert contents(project / "models") == before
    assert sorted(path.name for path in (project / "models").iterdir()) == ["ner", "relations"]
    load_tagger(project / "models/ner", torch.device("cpu"))


def test_a_full_disk_while_a_model_is_saved_leaves_the_old_model(project: Path) -> None:
    before = contents(project / "models")
    process = start(project, *TRAIN_NER, limit=30_000)
    _, shown = process.communicate()
    assert process.returncode == 1
    assert "error: " in shown
    assert "Traceback" not in shown
    assert contents(project / "models") == before
    assert sorted(path.name for path in (project / "models").iterdir()) == ["ner", "relations"]
    load_config(project / "models/ner")


def test_a_full_disk_while_tables_are_written_leaves_whole_ones(project: Path) -> None:
    before = contents(project / "outputs")
    text = "Rain in Kessa\n\n" + " ".join(f"Rain number {n} fell in Kessa{n} today." for n in range(3000)) + "\n"
    (project / "seeds/articles/long.txt").write_text(text, encoding="utf-8")
    process = start(project, "pipeline.stages.ingest", "seeds", "configs/relations.yaml", "outputs", limit=12_000)
    _, shown = process.communicate()
    assert process.returncode == 1
    assert shown.splitlines()[-1].startswith("error: ")
    assert contents(project / "outputs") == before
    for name in SCHEMAS:
        read_table(project / f"outputs/{name}.parquet", name)


@pytest.mark.parametrize(("stage", "arguments"), [(s, a) for s, a in STAGES if s in (train_ner, train_relations)])
def test_an_empty_split_train_is_said_and_leaves_the_old_model(
    project: Path, monkeypatch: pytest.MonkeyPatch, stage: object, arguments: str
) -> None:
    index = project / "seeds/articles/articles.csv"
    index.write_text("id,draft\nkessa,true\ndelayed,true\nquiet,true\n", encoding="utf-8")
    (project / "seeds/gold.csv").write_text(
        (project / "seeds/gold.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
    )
    before = contents(project / "models")
    monkeypatch.chdir(project)
    for module, own in (*STAGES[:2], (stage, arguments)):
        monkeypatch.setattr(sys, "argv", ["stage", *own.split()])
        main: Callable[[], None] = module.main  # type: ignore[attr-defined]
        if module is stage:
            with pytest.raises(ValueError, match="nothing to train on: no labelled article has the split 'train'"):
                main()
        else:
            main()
    assert contents(project / "models") == before
