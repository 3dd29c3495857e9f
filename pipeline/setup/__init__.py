"""What a machine needs before the pipeline can run, and the step that puts it there.

``python3 -m pipeline.setup build|test|oracles`` runs with the system's own Python, before anything is
installed, and so uses the standard library alone. It finds the system packages that are missing
(:mod:`pipeline.setup.needs`), installs them or names the one command that does
(:mod:`pipeline.setup.packages`), and makes ``.venv`` from the pins in ``requirements/``
(:mod:`pipeline.setup.environment`). Each stage holds the one before it: ``build`` writes the handbook, ``test``
runs the tests, ``oracles`` asks the outside judges. Running it again does nothing.
"""
