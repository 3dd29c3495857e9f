"""Where work is done: here, one after the other, or in processes (``concurrent.futures``' interface)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any


class Here(Executor):
    """Calls each function at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function and give its result, or what it raised, as a future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as raised:
            future.set_exception(raised)
        return future


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Give an executor of ``count`` processes; for one, it works in this process."""
    if count < 2:
        yield Here()
        return
    # A process is begun as a copy of this one (fork) where that is quick and safe, else anew (spawn).
    alone = threading.active_count() == 1
    context = get_context("fork" if sys.platform == "linux" and alone else "spawn")
    with ProcessPoolExecutor(count, context) as pool:
        yield pool
