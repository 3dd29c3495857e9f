"""Projects whose review copies go out and come back, for tests of the way back."""

import difflib
import shutil

from pipeline.formats.docx.steps import review_copy
from pipeline.importing import summary
from pipeline.making.steps import Supplies
from pipeline.world import Folder
from tests.importing.projects import handbook_in, planned, put_in_place
from tests.values import ROOT, lend_fonts


def copied_source(source, project):
    shutil.copytree(source, project / "source")
    shutil.copytree(ROOT / "templates/docx", project / "templates/docx")
    lend_fonts(project)
    return project


_COPIES = {}


def went_out(project):
    """The review copy of a project whose source nobody has changed yet; made once a source."""
    key = tuple(sorted(files_of(project).items()))
    if key not in _COPIES:
        supplies = Supplies({}, Folder(ROOT), ROOT / ".cache")
        _COPIES[key] = review_copy(handbook_in(project), supplies)
    return _COPIES[key]


def files_of(project):
    return {
        path.relative_to(project / "source").as_posix(): path.read_bytes()
        for path in (project / "source").rglob("*")
        if path.is_file()
    }


def come_back(project, data):
    """The files before and after the edited copy has been imported, and the plan."""
    before = files_of(project)
    file = project / "review.docx"
    file.write_bytes(data)
    plan = planned(project, file)
    assert plan.faults == ()
    put_in_place(project, plan, update=True)
    return before, files_of(project), plan


def reported(plan):
    return summary.lines(plan).splitlines()


def changed_lines(before, after, name):
    """The lines of a file that went and came."""
    lines = difflib.ndiff(before[name].decode().splitlines(), after[name].decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


def only(before, after, *names):
    """Whether nothing but these files has changed."""
    return {name for name in before | after if before.get(name) != after.get(name)} == set(names)
