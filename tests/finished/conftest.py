"""The finished files of the sample in all formats, as a project has them after a build; copies are for altering."""

from __future__ import annotations

import dataclasses
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.formats.registry import FORMATS
from pipeline.handbook import Handbook, Text
from pipeline.output_folder import matching
from pipeline.release.keep import keep
from pipeline.verify.manifest import make_manifest, write_manifest
from pipeline.verify.proof import Proof, prove


@dataclass(frozen=True)
class Finished:
    """A project's folder with ``output/``, the handbook that it was made from, and what was found in it."""

    root: Path
    handbook: Handbook
    proof: Proof

    @property
    def output(self) -> Path:
        return self.root / "output"


def finish(root: Path, handbook: Handbook, workshop) -> Finished:
    """Write all formats and the manifest, as a build does."""
    output = root / "output"
    output.mkdir(parents=True)
    for one in FORMATS:
        one.write(handbook, workshop, output)
    proof = prove(handbook, output, FORMATS)
    written = {one.name: matching(output, one.outputs) for one in FORMATS}
    write_manifest(output, make_manifest(handbook, output, written, proof.editions, None))
    return Finished(root, handbook, proof)


@pytest.fixture(scope="session")
def finished(tmp_path_factory, sample, workshop) -> Finished:
    """The sample, finished."""
    made = finish(tmp_path_factory.mktemp("finished"), sample, workshop)
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
def earlier(tmp_path_factory, sample, workshop, finished) -> Finished:
    """Release 0.9 of the same handbook, recorded in the project of ``finished``."""
    made = finish(tmp_path_factory.mktemp("earlier"), older(sample), workshop)
    assert made.proof.differences == ()
    keep(finished.root, "0.9", made.handbook, made.output, made.proof.editions)
    return made


@pytest.fixture
def copied(tmp_path, finished) -> Path:
    """A copy of the finished files, to be altered."""
    return shutil.copytree(finished.output, tmp_path / "output")
