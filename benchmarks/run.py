"""Every target of speed in one run: `python benchmarks/run.py`.

Each peer runs in a process of its own and is installed into build/benchmarks by this command. What
is printed is written to docs/performance.md too, if all of it was measured in earnest: not with
--print, --quick or --only.
"""

# ruff: noqa: S603, T201 - a script that starts programs and prints

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.speed.materials import FOLDER, prepare  # noqa: E402 - from the tree, as a script

PEERS: Final = ROOT / "benchmarks" / "speed" / "peers"
PAGE: Final = ROOT / "docs" / "performance.md"
NODE: Final = FOLDER / "node"
PYTHON: Final = FOLDER / "python"
PYTHON_PEERS: Final = ("docxtpl==0.20.2", "python-docx==1.2.0")
NODE_PEERS: Final = ("docxtemplater@3.71.0", "pizzip@3.3.0", "docx@9.15.2")
NOTES: Final = """\
- 各库用的是同一份报告（`examples/trading-center-2023.yaml`），各在自己的进程里，按各自的手册使用；
  docxtpl 和 docxtemplater 用的模板由 gkdoc 写出，表格逐格写标签。
  The same report for all, each library in a process of its own, used as its manual shows.
- 单份报告是热身以后的中位数：Python 计处理器时间，Node 计钟表时间；冷启动计处理器时间。
  Medians after warming up: the processor's time for Python, the clock's for Node; the processor's
  time for cold starts.
- 底线是把同样多的字符串连接起来，再以同一级别压缩一次有变化的部件。
  The floor joins as many strings and deflates the changed parts once, at the same level.
- 两个进程要用两个空闲的核；对照说明测量时机器给了多少。处理器时间之比说明分发和收回的代价。
  Two processes need two idle cores; the control says how much of them there was. The ratio of the
  processor's time is the price of sending reports there and back.
- 冷启动的程序都有编译好的字节码，像安装好的那样。
  Programs that start cold have their bytecode, as installed ones have.
"""

Row: TypeAlias = tuple[str, str, str, bool]
"""What was measured, the result, the target if there is one, and whether it is met."""

_NO_BYTECODE: Final = "PYTHONDONTWRITEBYTECODE"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every target is met, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Measure every target of speed.")
    parser.add_argument("--print", action="store_true", help=f"leave {PAGE.name} as it is")
    parser.add_argument("--quick", action="store_true", help="fewer reports; implies --print")
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="this part alone; implies --print"
    )
    chosen = parser.parse_args(arguments)
    say("准备 preparing")
    prepare()
    install()
    rows = [row for part in chosen.only or PARTS for row in PARTS[part](chosen.quick)]
    text = page(rows)
    print(text)
    if not (chosen.print or chosen.quick or chosen.only):
        PAGE.write_text(text, encoding="utf-8")
    return int(not all(row[-1] for row in rows))


def install() -> None:
    """The peers, into build/benchmarks."""
    if not (PYTHON / "installed").exists():
        run([sys.executable, "-m", "venv", str(PYTHON)])
        pip = [str(python()), "-m", "pip", "install", "-qqq", "--disable-pip-version-check"]
        run([*pip, *PYTHON_PEERS])
        (PYTHON / "installed").touch()
    npm = shutil.which("npm")
    if npm and not (NODE / "node_modules" / "docx").exists():
        NODE.mkdir(exist_ok=True)
        (NODE / "package.json").write_text("{}", encoding="utf-8")
        run([npm, "install", "--silent", "--no-audit", "--no-fund", *NODE_PEERS], cwd=NODE)


def one_report(quick: bool) -> list[Row]:  # noqa: FBT001 - as --quick says
    """One report, warm, beside what the peers take for it."""
    say("单份报告 one report")
    times = 30 if quick else 100
    ours = measure("one", times)
    few = str(max(10, times // 4))
    docxtpl = peer(python(), "with_docxtpl.py", few)
    python_docx = peer(python(), "with_python_docx.py", few)
    rows = [
        row("gkdoc：填写并打包 fill and package", f"{ours['fill']:.2f} ms"),
        row("gkdoc：检查、填写、打包 with all checks", f"{ours['build']:.2f} ms"),
        ratio("docxtpl / gkdoc", docxtpl["ms"], ours["fill"], at_least=80),
        row("docxtpl / gkdoc 连同检查 with all checks", f"{docxtpl['ms'] / ours['build']:.0f}×"),
        ratio("python-docx / gkdoc", python_docx["ms"], ours["fill"], at_least=1),
    ]
    node = shutil.which("node")
    if node:
        slower = peer(node, "docxtemplater.mjs", few)
        rows.append(ratio("docxtemplater / gkdoc", slower["ms"], ours["fill"], at_least=10))
        other = peer(node, "docx.mjs", few)
        rows.append(ratio("docx（npm）/ gkdoc", other["ms"], ours["fill"], at_least=8))
    return [
        *rows,
        ratio("gkdoc / 底线 floor", ours["fill"], ours["floor"], at_most=1.5),
        ratio("文件大小 / 压缩级别 6 size", ours["bytes"], ours["packed"], at_most=1.1),
        percentage("全部检查 / docxtpl checks", ours["checks"], docxtpl["ms"], at_most=10),
    ]


def under_load(quick: bool) -> list[Row]:  # noqa: FBT001 - as --quick says
    """Many reports: right, by two processes, in the same memory."""
    say("很多报告 many reports")
    count = 500 if quick else 10_000
    shared = measure("threads", count)
    name = f"16 个线程共用模板，{count:,} 份读回，错误 wrong"
    rows = [(name, str(shared["wrong"]), "0", shared["wrong"] == 0)]
    many, few = (600, 150) if quick else (3_000, 300)
    # In turns, and the best of each: other programs on the machine cost both processes.
    runs = [(measure("many", many, 1), measure("many", many, 2)) for _ in range(2)]
    one, two = (min(each, key=lambda run: run["seconds"]) for each in zip(*runs, strict=True))
    control = measure("control", 0)
    small_one, small_two = measure("many", few, 1), measure("many", few, 2)
    # Starting takes the same time for few and for many.
    more = (two["spent"] - small_two["spent"]) / (one["spent"] - small_one["spent"])
    time, memory = f"{many:,} 份：一个进程 / 两个进程 time", f"内存 {many:,} / {few} 份 memory"
    return [
        *rows,
        ratio(time, one["seconds"], two["seconds"], at_least=1.7),
        row("对照：空转的两个进程 two that only count", f"{control['times']:.2f}×"),
        row("处理器时间：两个进程 / 一个进程 processor's time", f"{more:.2f}×"),
        ratio(memory, two["peak"], small_two["peak"], at_most=1.15),
    ]


def long_report(quick: bool) -> list[Row]:  # noqa: FBT001 - as --quick says
    """A report of 200 pages beside one of 50."""
    say("长报告 a long report")
    times = 3 if quick else 9
    short, long = measure("long", 50, times), measure("long", 200, times)
    return [
        row("200 页：检查并生成 200 pages", f"{long['ms']:.0f} ms，{long['mib']:.1f} MiB"),
        ratio("200 页 / 50 页：时间 ÷ 4 time", long["ms"] / 4, short["ms"], at_most=1.2),
        ratio("200 页 / 50 页：内存 ÷ 4 memory", long["mib"] / 4, short["mib"], at_most=1.2),
    ]


def cold_start(quick: bool) -> list[Row]:  # noqa: FBT001 - as --quick says
    """New processes; each is started in turns with the others."""
    say("冷启动 cold start")
    example = str(ROOT / "examples" / "trading-center-2023.yaml")
    build = ["-m", "gkdoc", "build", example, "-o", str(FOLDER / "cold.docx")]
    calls = {
        "nothing": ["-c", "pass"],
        "docxtpl": ["-c", "import docxtpl"],
        "help": ["-m", "gkdoc", "--help"],
        "build": build,
    }
    # As installed: with bytecode, whatever this environment says of it.
    installed = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    installed["PYTHONPYCACHEPREFIX"] = str(FOLDER / "bytecode")
    spent: dict[str, list[float]] = {name: [] for name in calls}
    # The first round writes the bytecode.
    for number in range(1 + (5 if quick else 21)):
        for name, arguments in calls.items():
            start = _children()
            run([sys.executable, *arguments], capture_output=True, env=installed)
            if number:
                spent[name].append(_children() - start)
    taken = {name: statistics.median(each) * 1000 for name, each in spent.items()}
    return [
        ratio("gkdoc --help / python -c pass", taken["help"], taken["nothing"], at_most=6),
        ratio("gkdoc build / import docxtpl", taken["build"], taken["docxtpl"], at_most=3),
    ]


def _children() -> float:
    """The processor's time of the programs that have run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


PARTS: Final[dict[str, Callable[[bool], list[Row]]]] = {
    "one": one_report,
    "many": under_load,
    "long": long_report,
    "cold": cold_start,
}
"""What is measured, by the names that --only takes."""


def row(name: str, value: str) -> Row:
    """A figure without a target."""
    return name, value, "", True


def ratio(name: str, one: float, other: float, *, at_least: float = 0, at_most: float = 0) -> Row:
    """How many times `other` goes into `one`, and whether that is within the target."""
    times = one / other
    met = times <= at_most if at_most else times >= at_least
    target = f"≤ {at_most:g}×" if at_most else f"≥ {at_least:g}×"
    return name, f"{times:.2f}×" if times < 10 else f"{times:.0f}×", target, met


def percentage(name: str, part: float, whole: float, *, at_most: float) -> Row:
    """What `part` is of `whole`, in per cent."""
    share = 100 * part / whole
    return name, f"{share:.1f} %", f"≤ {at_most:g} %", share <= at_most


def page(rows: Sequence[Row]) -> str:
    """The page of the documentation."""
    lines = [
        "# 速度 Performance",
        "",
        "由 `python benchmarks/run.py` 生成，请不要手改。Written by that command: do not edit.",
        "",
        "| 测量 measured | 结果 result | 目标 target | |",
        "|---|---|---|---|",
        *(
            f"| {name} | {value} | {target} | {mark(target, met=met)} |"
            for name, value, target, met in rows
        ),
        "",
        NOTES,
        (
            f"机器 machine：{platform.machine()}，{os.cpu_count()} 核 cores，{platform.system()}，"
            f"Python {platform.python_version()}，Node {node_version()}。"
        ),
        f"版本 versions：gkdoc {version('gkdoc')}，{'，'.join((*PYTHON_PEERS, *NODE_PEERS))}。",
        "",
    ]
    return "\n".join(lines)


def mark(target: str, *, met: bool) -> str:
    """Whether the target is met; nothing where there is none."""
    return ("✓" if met else "✗") if target else ""


def node_version() -> str:
    """The version of Node; a dash where there is none."""
    node = shutil.which("node")
    return run([node, "--version"], capture_output=True).strip() if node else "—"


def measure(*arguments: object) -> dict[str, Any]:
    """One of gkdoc's own measurements, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed.ours", *map(str, arguments)]
    result: dict[str, Any] = json.loads(run(command, capture_output=True, cwd=ROOT))
    return result


def peer(program: Path | str, script: str, times: str) -> dict[str, Any]:
    """What another library takes for the report."""
    command = [str(program), str(PEERS / script), str(FOLDER), times]
    result: dict[str, Any] = json.loads(run(command, capture_output=True, cwd=PEERS))
    return result


def python() -> Path:
    """The Python that has the peers."""
    return PYTHON / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(
    command: Sequence[str],
    *,
    capture_output: bool = False,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> str:
    """What the program prints."""
    done = subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE if capture_output else None,
        stderr=subprocess.DEVNULL if capture_output else None,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=env,
    )
    return done.stdout or ""


def say(what: str) -> None:
    """Where we are, for whoever waits."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
