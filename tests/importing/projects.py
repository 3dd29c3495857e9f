"""Documents and projects on the disk, for tests of the import."""

import datetime

from pipeline.files import change_folder
from pipeline.handbook.names import SOURCE
from pipeline.importing.documents import DocumentFile
from pipeline.importing.planning import plan_import
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.values import ROOT

DAY = datetime.date(2024, 5, 31)


def planned(root, *files):
    """The plan of importing files into the project at ``root``."""
    documents = [DocumentFile(str(file), file.read_bytes(), DAY, Folder(file.parent)) for file in files]
    return plan_import(Folder(root), documents, ROOT / ".cache")


def put_in_place(root, plan, *, update):
    """What the command does with a plan."""
    change_folder(root, SOURCE, *plan.written(update=update))


def handbook_in(root):
    return read_handbook(Folder(root)).handbook
