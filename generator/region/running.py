"""One task for each city: one after another in this process, or by Dask in others."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from generator.region.tasks import CityDone, CityTask

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

Work = Callable[[CityTask], CityDone]

# A worker that dies with a city is replaced, and another one takes the city. One that takes so many workers with it is
# given up: it needs more memory than there is.
_MOST_DEATHS = 10
_PATIENCE = 120  # seconds until the first process of this machine must have begun
_GONE = {"failed", "closed"}  # states of a worker
_MOMENT = 2.0  # seconds between looks for workers that are gone
_SETTINGS: Mapping[str, Any] = {
    "distributed.scheduler.allowed-failures": _MOST_DEATHS,
    "distributed.scheduler.work-stealing": False,  # each worker has one city and takes the next
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.event-loop": "asyncio",
}


class NoDaskError(Exception):
    """The extra `domchat[region]` is not installed."""


class ClusterLostError(Exception):
    """The scheduler can't be reached, or is gone before all was done."""


def run_alone(tasks: Sequence[CityTask], work: Work) -> Iterator[CityDone]:
    """Yield the result for each city, one after another."""
    yield from map(work, tasks)


def run_on_dask(tasks: Sequence[CityTask], work: Work, *, workers: int = 1, scheduler: str = "") -> Iterator[CityDone]:
    """Yield the result for each city as it is done, the largest cities first.

    `scheduler` is the address of a running cluster; without one, `workers` processes are started on this machine.
    """
    ordered = sorted(tasks, key=_size, reverse=True)
    with _client(workers, scheduler) as client:
        yield from _results(client, ordered, work)


def _size(task: CityTask) -> int:
    """Return roughly how much there is to build."""
    return sum(path.stat().st_size for path in task.data.glob("companies/*.yaml"))


@contextmanager
def _client(workers: int, scheduler: str) -> Iterator["Client"]:
    try:
        import dask  # noqa: PLC0415 - an extra, and half a second
        from distributed import Client  # noqa: PLC0415
    except ImportError as error:
        raise NoDaskError from error
    for name in ("distributed", "tornado", "asyncio"):  # what matters is told by the command
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(_SETTINGS):
        if scheduler:
            try:
                client = Client(scheduler, timeout=10)
            except (OSError, TimeoutError, ValueError) as error:
                raise ClusterLostError(scheduler) from error
            with client:
                yield client
            return
        with _cluster_of(workers) as cluster, Client(cluster) as client:
            try:
                client.wait_for_workers(1, timeout=_PATIENCE)
            except TimeoutError as error:
                raise ClusterLostError from error
            yield client


@contextmanager
def _cluster_of(workers: int) -> Iterator["LocalCluster"]:
    """Start processes on this machine, and others in place of those that are gone, whenever they were killed.

    Dask itself gives up a process that was killed while it began.
    """
    from distributed import LocalCluster  # noqa: PLC0415 - as above

    cluster = LocalCluster(
        n_workers=0,
        threads_per_worker=1,
        processes=True,
        memory_limit=0,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    cluster.scale(workers)
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(_MOMENT):
            for name, worker in list(cluster.workers.items()):
                if worker.status.name in _GONE:
                    cluster.workers.pop(name, None)
            cluster.scale(workers)

    watcher = threading.Thread(target=renew, daemon=True)
    watcher.start()
    try:
        yield cluster
    finally:
        ended.set()
        watcher.join()
        cluster.close()


def _results(client: "Client", tasks: Sequence[CityTask], work: Work) -> Iterator[CityDone]:
    from distributed import as_completed  # noqa: PLC0415 - as above

    futures: dict[Future, CityTask] = {
        client.submit(work, task, key=f"{work.__name__}-{task.slug}", pure=False): task for task in tasks
    }
    for future in as_completed(futures):
        task = futures.pop(future)
        yield _result(future, task)
        future.release()


def _result(future: "Future", task: CityTask) -> CityDone:
    """Return the result; a city whose workers died again and again has failed.

    A result that was lost with its worker is waited for until another worker has made it again.
    """
    try:
        done: CityDone = future.result()
    except Exception as error:
        if future.status == "error":
            return CityDone(slug=task.slug, failure=task.describe(error))
        raise ClusterLostError from error  # the scheduler is gone, maybe after it had said that the city is done
    return done
