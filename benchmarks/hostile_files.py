"""How files end that are broken or made to break their reader: seconds, memory, exit, message.

    python -m benchmarks.hostile_files [--only WORDS] [--suffix .docx] [--verb read] [--failed]

Each file is read by the command line in a process of its own. What counts is the time beyond that
of a process that only tells its version. Where LibreOffice is asked its start counts as well, so
only the message is judged.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from tests.tools.places import ROOT
from tests.trouble import all_troubles
from tests.trouble.trouble import Trouble

SECONDS: Final = 2.0
MEGABYTES: Final = 300
PATIENCE: Final = 60
_KILLED: Final = -9


@frozen
class End:
    """How a process ended: seconds it worked and lasted, its memory at most, and what it said."""

    worked: float
    lasted: float
    megabytes: float
    code: int
    said: str

    @property
    def message(self) -> str:
        """The first line of what it said."""
        return next(iter(self.said.strip().splitlines()), "")


def arguments(verb: str, path: Path, out: Path) -> tuple[str, ...]:
    """The command line that reads the file by a verb."""
    example = str(ROOT / "examples" / "city-government-2024.yaml")
    output = ("-o", str(out / "out.json"))
    return {
        "read": ("read", str(path), *output),
        "template": ("template", "check", str(path)),
        "ledger": ("ledger", str(path), "--year", "2024", *output),
        "roster": ("rollup", example, "--roster", str(path), "--jobs", "1", *output),
        "version": ("--version",),
    }[verb]


def run(command: Sequence[str], said: Path) -> End:
    """How `gkdoc` with these arguments ends."""
    started = time.monotonic()
    with said.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "gkdoc", *command],
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=ROOT,
        )
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() - started > PATIENCE:
                os.killpg(process.pid, 9)
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(status)
    return End(
        usage.ru_utime + usage.ru_stime,
        time.monotonic() - started,
        usage.ru_maxrss / 1024,
        process.returncode,
        beginning(said),
    )


def beginning(said: Path) -> str:
    """The first words of what was said."""
    with said.open("rb") as stream:
        return stream.read(20_000).decode("utf-8", errors="replace")


def complaints(end: End, start: End, *, office: bool) -> Iterator[str]:
    """What is wrong with the way in which a process ended, beside one that reads nothing."""
    if end.code not in {0, 1, 2}:
        yield f"exit {end.code}"
    if end.code and not end.message:
        yield "no message"
    if "Traceback" in end.said:
        yield "traceback"
    if office:
        return
    if end.worked - start.worked > SECONDS:
        yield "slow"
    if end.lasted - end.worked > PATIENCE / 2:
        yield "waits"
    if end.megabytes > MEGABYTES:
        yield "large"


def put(place: int, path: Path) -> None:
    """Put the file of this place on the list; in a process of its own, which may grow."""
    all_troubles()[place].put(path)


def chosen(options: argparse.Namespace) -> Iterator[tuple[int, Trouble]]:
    """The files that were asked for, each with its place on the list."""
    for place, trouble in enumerate(all_troubles()):
        if options.only in trouble.name and options.suffix in {"", trouble.suffix}:
            yield place, trouble


def main() -> int:
    """The exit code: 1 if a file is read too slowly, in too much memory, or without a message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files with these words in their name")
    parser.add_argument("--suffix", default="")
    parser.add_argument("--verb", default="")
    parser.add_argument("--failed", action="store_true", help="print only what is wrong")
    options = parser.parse_args()
    failed = count = 0
    # A process counts what its parent held when it was started: here nothing large is held.
    maker = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with TemporaryDirectory() as folder, maker:
        home = Path(folder)
        start = min(
            (run(arguments("version", home, home), home / "said") for _ in range(3)),
            key=lambda end: end.worked,
        )
        print(f"start: {start.worked:.2f} s, {start.megabytes:.0f} MB")  # noqa: T201
        for place, trouble in chosen(options):
            path = home / f"file{place}{trouble.suffix}"
            maker.submit(put, place, path).result()
            for verb in trouble.verbs:
                if options.verb not in {"", verb}:
                    continue
                end = run(arguments(verb, path, home), home / "said")
                wrong = ", ".join(complaints(end, start, office=trouble.office))
                failed += bool(wrong)
                count += 1
                if wrong or not options.failed:
                    print(  # noqa: T201
                        f"{end.worked - start.worked:6.2f} s {end.megabytes:5.0f} MB "
                        f"exit {end.code} {trouble.suffix:5} {verb:8} {trouble.name:32} "
                        f"{wrong and f'[{wrong}] '}{end.message.replace(folder, '')[:120]}",
                        flush=True,
                    )
            if path.is_file() and not path.is_symlink():
                path.unlink()
    print(f"{count} runs, {failed} wrong")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
