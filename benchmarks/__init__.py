"""How long the work takes on this machine: ``python -m benchmarks`` (``make bench``); figures in docs/benchmarks.md."""
