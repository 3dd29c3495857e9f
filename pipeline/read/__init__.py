"""Files of ``source/`` → :class:`~pipeline.handbook.Handbook`, and findings about whatever is wrong with their form.

``reading`` is the way through the room; ``project`` opens the files, ``yaml_file``, ``schema`` and ``validate`` check
fields, ``front_matter``, ``markdown``, ``inlines``, ``blocks`` and ``lines`` read answers, ``images`` reads pictures;
``catalogue`` holds every message.
"""

from pipeline.read.project import find_project
from pipeline.read.reading import Reading, read_handbook

__all__ = ["Reading", "find_project", "read_handbook"]
