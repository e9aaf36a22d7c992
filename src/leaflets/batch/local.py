"""Executors on this machine: the process itself, or a pool of processes.

Workers leave Ctrl-C to the process that started them, which ends them, and end with it even when it
is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any


class Here(Executor):
    """Does everything at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def local_executor(jobs: int) -> Iterator[Executor]:
    """Lend an executor of ``jobs`` processes; work that has not begun at the end is dropped."""
    if jobs == 1:
        yield Here()
        return
    # A forked process has all that this one has loaded and compiled. It must be forked before this
    # one has threads, and so at once.
    kind = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    executor = ProcessPoolExecutor(jobs, kind, _begin)
    try:
        list(executor.map(_ready, range(jobs)))
        yield executor
    except BaseException:
        # A file appears whole or not at all, so a worker may end anywhere.
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _ready(number: int) -> int:
    return number


def _begin() -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            kind = signal.SIG_IGN if name == "SIGINT" else signal.SIG_DFL
            signal.signal(getattr(signal, name), kind)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
