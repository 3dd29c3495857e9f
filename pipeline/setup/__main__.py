"""The entry: refuses an old Python in words it understands, then hands over to :mod:`pipeline.setup.steps`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the point is to say so on an old Python
    print(
        "需要 Python 3.11 或更新的版本，现在是 %d.%d；装好后请运行：make PYTHON=python3.11\n"  # noqa: UP031
        "Python 3.11 or newer is needed; install one and run: make PYTHON=python3.11" % sys.version_info[:2],
        file=sys.stderr,
    )
    sys.exit(3)

from pipeline.setup.steps import main

sys.exit(main())
