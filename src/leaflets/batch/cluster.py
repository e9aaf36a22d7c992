"""Executors on many machines: a Dask cluster (distributed 2025 or newer).

Input: a scheduler's address and the luggage of a run (the campaign's files and what is compiled);
output: a ``Crew``. Each worker, also one that joins later, receives the luggage once, unpacks it
into a folder of its own and checks that it makes the same bytes as this machine: the same packages,
Python and zlib. It writes files itself where the place can be reached from everywhere (a URL), and
sends them back where they belong into a folder of this machine.
"""

from __future__ import annotations

import errno
import logging
import re
import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from distributed import Client, KilledWorker, WorkerPlugin, get_worker

from leaflets.batch.parcel import Parcel, unpack
from leaflets.batch.program import differences, environment
from leaflets.batch.records import Record
from leaflets.batch.run import Crew
from leaflets.batch.sink import Carrier, open_sink
from leaflets.batch.work import Bench, Made, Plan, Portion, Shared, new_bench, work_at
from leaflets.diagnostics import Diagnostic, Faults
from leaflets.workspace import UsageError, Workspace

_ADDRESS = re.compile(r"([a-z]+://)?(\[[^\]]+\]|[^\s:/]+):\d+")

_ANSWER = 10.0
"""Seconds to wait for a scheduler."""

_JOIN = 30.0
"""Seconds to wait for a worker, at the beginning and after the last one was lost."""


@dataclass(frozen=True, slots=True)
class Luggage:
    """What a worker needs of this machine; ``root`` is the workspace as the user named it."""

    parcel: Parcel
    compiled: Shared
    environment: Mapping[str, str]
    root: str


class Arrival(WorkerPlugin):  # type: ignore[misc]
    """The luggage of one plan on a worker; opened when the first work is there."""

    def __init__(self, luggage: Luggage) -> None:
        self.luggage = luggage

    def setup(self, worker: Any) -> None:
        """Make ready to be opened."""
        # The rooms are for one thread: a worker of several takes one portion at a time.
        self.lock = threading.Lock()
        self.folder: Path | None = None
        self.bench: Bench | None = None

    def teardown(self, worker: Any) -> None:
        """Remove what was unpacked."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, plan: Plan) -> Bench:
        """Return the worker's bench for ``plan``."""
        if self.folder is None:
            demand_same(self.luggage.environment, environment(), "a worker")
            self.folder = Path(tempfile.mkdtemp(prefix="leaflets-"))
            unpack(self.luggage.parcel, self.folder)
        if self.bench is None:
            self.bench = new_bench(replace(plan, workspace=Workspace(self.folder)))
            self.bench.take(self.luggage.compiled)
        return self.bench


def work_there(name: str, plan: Plan, records: Sequence[Record]) -> Portion:
    """Make the files of ``records`` on a worker that has the luggage ``name``."""
    arrival: Arrival = get_worker().plugins[name]
    with arrival.lock:
        sink = Carrier() if isinstance(plan.out, Path) else open_sink(plan.folder)
        try:
            portion = work_at(arrival.open(plan), sink, records)
        except Faults as faults:
            raise Faults(_at_home(faults.diagnostics, arrival)) from None
        made = tuple(_made_at_home(one, arrival) for one in portion.made)
        return replace(portion, made=made)


def demand_same(here: Mapping[str, str], there: Mapping[str, str], who: str) -> None:
    """Raise OSError unless both environments make the same bytes."""
    found = differences(here, there)
    if found:
        message = f"{who} would make other bytes than this machine: it has {'; '.join(found)}"
        raise OSError(errno.EPROTO, message)


@contextmanager
def cluster_crew(address: str, luggage: Luggage) -> Iterator[Crew]:
    """Lend the workers of the cluster at ``address``.

    OSError when no scheduler or worker is there, or one would make other bytes.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is raised
    client = _connect(address)
    name = f"leaflets-{luggage.parcel.digest[:12]}-{client.id}"
    hands = _Hands(client, address)
    try:
        hands.wait_for_one()
        _demand_same_everywhere(client, address, luggage.environment)
        client.register_plugin(Arrival(luggage), name)
        yield Crew(hands, lambda: hands.width, partial(work_there, name))
    finally:
        hands.shutdown()
        with suppress(Exception):  # a cluster that is gone needs no tidying
            client.sync(client._unregister_worker_plugin, name=name, callback_timeout=0.5)
        with suppress(Exception):
            client.close(timeout=0.5)


class _Hands(Executor):
    """The client's executor, whose futures end with an OSError when the cluster is lost."""

    def __init__(self, client: Client, address: str) -> None:
        self.width = 0
        self._client, self._address = client, address
        self._inner = client.get_executor(pure=False)
        self._waiting: set[Future[Any]] = set()
        self._ended = threading.Event()

    def wait_for_one(self) -> None:
        """Return when there is a worker, and watch from now on whether there are any."""
        try:
            self._client.wait_for_workers(1, timeout=_JOIN)
        except TimeoutError:
            hint = f"the cluster has no workers: start some with `dask worker {self._address}`"
            raise self._lost(hint) from None
        self.width = len(self._client.nthreads())
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        outer: Future[Any] = Future()
        self._waiting.add(outer)
        inner = self._inner.submit(fn, *args, **kwargs)
        inner.add_done_callback(partial(self._pass_on, outer))
        outer.add_done_callback(lambda _: inner.cancel())
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop watching; what is under way is dropped."""
        self._ended.set()
        self._waiting.clear()

    def _pass_on(self, outer: Future[Any], inner: Future[Any]) -> None:
        self._waiting.discard(outer)
        if outer.done():
            return
        error = CancelledError() if inner.cancelled() else inner.exception()
        if error is None:
            outer.set_result(inner.result())
        elif isinstance(error, CancelledError):
            outer.set_exception(self._lost("the scheduler was lost; go on with --resume"))
        elif isinstance(error, KilledWorker):
            message = "several workers ended over the same records, perhaps for want of memory"
            outer.set_exception(self._lost(message))
        else:
            outer.set_exception(error)

    def _watch(self) -> None:
        last = monotonic()
        while not self._ended.wait(1):
            with suppress(Exception):  # a scheduler that does not answer has no workers for us
                self.width = len(self._client.nthreads())
                last = monotonic() if self.width else last
            if monotonic() - last > _JOIN:
                for outer in list(self._waiting):
                    self._waiting.discard(outer)
                    outer.set_exception(self._lost("all workers were lost; go on with --resume"))

    def _lost(self, message: str) -> OSError:
        return OSError(errno.ECONNABORTED, message, self._address)


def _connect(address: str) -> Client:
    if not _ADDRESS.fullmatch(address):
        example = "tcp://192.0.2.7:8786"
        raise UsageError(f"{address!r} is no address of a Dask scheduler, as {example} is one")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions are refused below
            return Client(address, timeout=_ANSWER, set_as_default=False)
    except OSError:
        message = "no Dask scheduler answers; start one with `dask scheduler`"
        raise OSError(errno.EHOSTUNREACH, message, address) from None


def _demand_same_everywhere(client: Client, address: str, here: Mapping[str, str]) -> None:
    try:
        found = client.run(environment)
    except (ImportError, AttributeError) as error:
        message = f"the workers lack this version of leaflets ({error}); install it there"
        raise OSError(errno.EPROTO, message, address) from None
    for worker, there in found.items():
        demand_same(here, there, worker)


def _made_at_home(made: Made, arrival: Arrival) -> Made:
    return replace(made, diagnostics=_at_home(made.diagnostics, arrival))


def _at_home(diagnostics: Sequence[Diagnostic], arrival: Arrival) -> tuple[Diagnostic, ...]:
    """Return diagnostics that name files as they are called on the machine that asked."""
    there, here = str(arrival.folder), arrival.luggage.root

    def named(text: str) -> str:
        return text.replace(f"{there}/", f"{here}/")

    return tuple(
        replace(
            one,
            location=replace(one.location, path=named(one.location.path)),
            message=named(one.message),
            hint=named(one.hint),
        )
        for one in diagnostics
    )
