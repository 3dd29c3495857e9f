"""Files of ``source/`` → :class:`~pipeline.handbook.Handbook`, and findings about whatever is wrong with their form.

``reading`` is the way through the room; ``texts`` gives the files as text, ``settings``, ``printing`` and
``decisions`` read what stands in YAML (with ``yaml_file``, ``schema`` and ``validate``), ``questions`` the questions'
files (with ``front_matter``, ``markdown``, ``pandoc``, ``blocks``, ``inlines`` and ``lines``), ``images`` the
pictures; ``catalogue`` holds every message. What is read comes from a :class:`~pipeline.world.World`: no path of a
project is opened here.
"""

from pipeline.read.reading import Reading, read_handbook

__all__ = ["Reading", "read_handbook"]
