"""What Linux tells of processes: their time on the processor, and the memory that is theirs."""

import os
import platform
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PROC = Path("/proc")
CORES = sorted(os.sched_getaffinity(0))
# What is measured runs on one core and what asks on another, where there are two.
SERVERS, LOADERS = CORES[:1], CORES[-1:]


def pin(pid: int, cores: list[int]) -> bool:
    """Keep a process with all its threads on these cores, as far as that is permitted."""
    for thread in threads(pid):
        try:
            os.sched_setaffinity(thread, cores)
        except ProcessLookupError:
            continue
        except PermissionError:
            return False
    return True


def threads(pid: int) -> list[int]:
    """The threads of a process; none once it has gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return [int(entry.name) for entry in (PROC / str(pid) / "task").iterdir()]
    return []


def group(leader: int) -> list[int]:
    """The processes of a process group."""
    found = []
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(FileNotFoundError, ProcessLookupError):
            # After the name of the program, in brackets: state, parent, group.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == leader:
                found.append(int(entry.name))
    return found


def seconds(pids: list[int]) -> float:
    """The time that the processes have spent on a processor until now."""
    return sum(_thread_seconds(pid, thread) for pid in pids for thread in threads(pid))


def _thread_seconds(pid: int, thread: int) -> float:
    # Exact to the nanosecond, where a kernel counts it; `stat` counts hundredths of a second.
    task = PROC / str(pid) / "task" / str(thread)
    try:
        return int((task / "schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError):
        with suppress(OSError):
            fields = (task / "stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def private_megabytes(pid: int) -> float:
    """The memory that no other process shares; pages of a mapped file that others read are not."""
    total = 0
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean:", "Private_Dirty:")):
                total += int(line.split()[1])
    return total / 1024


class Peak:
    """The most private memory that a process has while the block runs, asked 50 times a second."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.start = self.most = private_megabytes(pid)
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._ended.wait(0.02):
            self.most = max(self.most, private_megabytes(self.pid))

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._watcher.join()


def described() -> str:
    """The machine in a line."""
    name = platform.machine()
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{name}, {len(CORES)} cores, {memory:.0f} GB, Linux {platform.release()}"
