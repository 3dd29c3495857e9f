"""The finished files of the sample in all formats, as a project has them after a build; copies are for altering."""

from __future__ import annotations

import dataclasses
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.files import save
from pipeline.formats.registry import FORMATS
from pipeline.handbook import Handbook, Text, digest
from pipeline.make import make, with_manifest
from pipeline.making.executors import Here
from pipeline.output_folder import replace_output
from pipeline.release.keep import keep
from pipeline.verify.manifest import read_manifest
from pipeline.verify.proof import Proof
from pipeline.world import Folder
from tests.run_store import one_at_a_time
from tests.values import KEPT, TEMPLATES, files_in


@dataclass(frozen=True)
class Finished:
    """A project's folder with ``output/``, the handbook that it was made from, and what was found in it."""

    root: Path
    handbook: Handbook
    proof: Proof

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def files(self) -> dict[str, bytes]:
        return files_in(self.output)


def finish(root: Path, handbook: Handbook) -> Finished:
    """Make all formats and the manifest, as a build does."""
    with one_at_a_time(digest(handbook)):
        made = make(handbook, FORMATS, TEMPLATES, KEPT, Here())
    assert made.findings == ()
    replace_output(root / "output", with_manifest(made, handbook, TEMPLATES, ""), ())
    return Finished(root, handbook, made.proof)


@pytest.fixture(scope="session")
def finished(tmp_path_factory, sample) -> Finished:
    """The sample, finished."""
    made = finish(tmp_path_factory.mktemp("finished"), sample)
    assert made.proof.differences == ()
    return made


def older(handbook: Handbook) -> Handbook:
    """Release 0.9 of the sample: a number was another, a case stood in another district, a question was missing."""

    def changed(value):
        if isinstance(value, Text):
            return dataclasses.replace(value, text=value.text.replace("1234.5万元", "1200万元"), pieces=())
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        if dataclasses.is_dataclass(value) and hasattr(value, "inlines"):
            return dataclasses.replace(value, inlines=changed(value.inlines))
        return value

    general, technical, *rest = handbook.categories
    first = general.questions[0]
    first = dataclasses.replace(first, blocks=changed(first.blocks))
    second = dataclasses.replace(technical.questions[0])
    return dataclasses.replace(
        handbook,
        release="0.9",
        date=handbook.date.replace(year=handbook.date.year - 1),
        categories=(
            dataclasses.replace(general, questions=(first,)),
            dataclasses.replace(technical, questions=(second,)),
            *rest,
        ),
    )


@pytest.fixture(scope="session")
def earlier(tmp_path_factory, sample, finished) -> Finished:
    """Release 0.9 of the same handbook, recorded in the project of ``finished``."""
    made = finish(tmp_path_factory.mktemp("earlier"), older(sample))
    assert made.proof.differences == ()
    name, data = keep(
        Folder(finished.root), "0.9", made.handbook, read_manifest(made.files), made.proof.editions
    )
    save(finished.root / name, data)
    return made


@pytest.fixture
def copied(tmp_path, finished) -> Path:
    """A copy of the finished files, to be altered."""
    return shutil.copytree(finished.output, tmp_path / "output")
