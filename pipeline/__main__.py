"""``python -m pipeline`` is ``baiwen``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
