"""What a class costs the machine that serves it: `python -m benchmarks.speed.class_of_thirty [PAGES]`.

Pages without browsers follow a teacher's streets. Says memory and processor time of the server, idle and
while days play; run it on a machine that does nothing else.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Event, Thread
from time import sleep

from tests.live.served import served_to_a_class
from tests.live.visitor import Visitor

BAR = ("luck", "playing")
SECONDS = 20


def child() -> int:
    """The process that serves."""
    return int(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()[0])


def megabytes(process: int) -> int:
    """Memory of a process."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) // 1024


def seconds(process: int) -> float:
    """Processor time of a process."""
    found = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(found[11]) + int(found[12])) / os.sysconf("SC_CLK_TCK")


def day(visitor: Visitor) -> int:
    """The day that a page shows."""
    return int("".join(filter(str.isdigit, visitor.part(*BAR)[1]["day"])) or 0)


def listen(visitor: Visitor, stop: Event) -> None:
    """Receive all that comes."""
    while not stop.is_set():
        visitor.listen(0.5)


def spent(what: str, server: int, teacher: Visitor) -> None:
    """Say what some seconds cost."""
    used, first = seconds(server), day(teacher)
    sleep(SECONDS)
    used = seconds(server) - used
    print(f"{what}: {used / SECONDS:.2f} cores, {(day(teacher) - first) / SECONDS:.1f} days a second")


def main(pages: int) -> None:
    """Serve a class of so many pages, and say what that costs."""
    with served_to_a_class("--seats", str(pages)) as (mine, of_class):
        server, teacher, stop = child(), Visitor(mine), Event()
        teacher.part(*BAR)
        alone = megabytes(server)
        pupils = [Visitor(of_class) for _ in range(pages)]
        for each in pupils:
            each.part(*BAR)
        print(f"{pages} pages: {megabytes(server) - alone} MB beside {alone} MB")
        ears = [Thread(target=listen, args=(each, stop)) for each in (teacher, *pupils)]
        for ear in ears:
            ear.start()
        spent("idle", server, teacher)
        teacher.click(BAR, "play", True)
        spent("while days play", server, teacher)
        stop.set()
        for ear in ears:
            ear.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 30)
