"""Executors on this machine: the process itself, or a pool of processes.

Workers leave Ctrl-C to the process that started them, which ends them, and end with it even when it
is killed.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
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
    executor = ProcessPoolExecutor(jobs, _context(), _begin, (gc.get_threshold(),))
    try:
        list(executor.map(_ready, range(jobs)))
        yield executor
    except BrokenProcessPool:
        message = "a worker process was killed, perhaps for want of memory; go on with --resume"
        raise ChildProcessError(errno.ECHILD, message) from None
    except BaseException:
        # A file appears whole or not at all, so a worker may end anywhere.
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Return how processes begin: never as a copy of this one, whose threads they would lack.

    Preflight's library waits for its own threads without end in a process that was forked.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["leaflets.batch.work"])
    return context


def _ready(number: int) -> int:
    return number


def _begin(pace: tuple[int, int, int]) -> None:
    """Make this process look for cycles at the ``pace`` of the one that started it."""
    gc.set_threshold(*pace)
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
