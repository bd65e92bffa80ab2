"""LibreOffice as a judge: it opens our documents, prints them and saves them again."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from attrs import frozen

ALIASES = {
    "FandolFang": ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312"),
    "FandolKai": ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312"),
    "FandolHei": ("黑体", "SimHei"),
    "FandolSong": ("方正小标宋简体", "方正小标宋_GBK", "宋体", "SimSun"),
}
"""Which free face stands in for which names in our documents."""

LATIN_ALIASES = {"Liberation Serif": ("Times New Roman",), "Liberation Sans": ("Arial",)}


class ConversionError(AssertionError):
    """LibreOffice did not deliver; the message holds what it said."""


@frozen
class Office:
    """LibreOffice `program` with a profile of its own in the folder `home`.

    `faces` is the folder of the free faces. With `statutory` they stand in for 仿宋, 楷体, 黑体 and
    宋体; without, every Chinese name falls back on one face, as on a machine that has none of them.
    Fonts of the machine are never used, so that a page breaks at the same place everywhere.
    """

    program: Path
    home: Path
    faces: Path
    statutory: bool = True

    def pdf(self, *documents: Path, into: Path, seconds: float = 180) -> tuple[Path, ...]:
        """The printed `documents` as PDF files in the folder `into`, in their order."""
        return self._convert(documents, "pdf", "pdf", into, seconds)

    def docx(self, *documents: Path, into: Path, seconds: float = 180) -> tuple[Path, ...]:
        """The `documents` opened and saved again as Word files in the folder `into`."""
        return self._convert(documents, "docx", "docx:MS Word 2007 XML", into, seconds)

    def converted(
        self, *documents: Path, into: Path, target: str, seconds: float = 180
    ) -> tuple[Path, ...]:
        """The `documents` saved in the format that the ending `target` stands for."""
        return self._convert(documents, target, target, into, seconds)

    def _convert(
        self, documents: tuple[Path, ...], suffix: str, target: str, into: Path, seconds: float
    ) -> tuple[Path, ...]:
        results = tuple(into / f"{document.stem}.{suffix}" for document in documents)
        if len(set(results)) < len(results):
            raise ValueError("documents of one call need different names")
        if set(results) & set(documents):
            raise ValueError("the copy needs a folder of its own")
        into.mkdir(parents=True, exist_ok=True)
        said = _run(
            [
                str(self.program),
                f"-env:UserInstallation={(self.home / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                target,
                "--outdir",
                str(into),
                *map(str, documents),
            ],
            {**os.environ, "FONTCONFIG_FILE": str(self.font_configuration())},
            seconds,
        )
        absent = [result.name for result in results if not result.is_file()]
        if absent:
            raise ConversionError(f"LibreOffice did not write {', '.join(absent)}:\n{said}")
        return results

    def font_configuration(self) -> Path:
        """The fontconfig file of this office, written where it is not there yet."""
        self.home.mkdir(parents=True, exist_ok=True)
        path = self.home / "fonts.conf"
        if not path.exists():
            aliases = {**LATIN_ALIASES, **(ALIASES if self.statutory else {})}
            rejected = "" if self.statutory else "<glob>*/Fandol*</glob>"
            path.write_text(
                '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
                f"<dir>{escape(str(self.faces))}</dir>\n"
                f"<cachedir>{escape(str(self.home / 'cache'))}</cachedir>\n"
                f"<selectfont><rejectfont>{rejected}</rejectfont></selectfont>\n"
                + "".join(_alias(name, face) for face, names in aliases.items() for name in names)
                + "</fontconfig>\n",
                encoding="utf-8",
            )
        return path


def _alias(name: str, face: str) -> str:
    return (
        f'<alias binding="same"><family>{name}</family>'
        f"<prefer><family>{face}</family></prefer></alias>\n"
    )


def _run(command: list[str], environment: dict[str, str], seconds: float) -> str:
    """What the program said. It and its children are ended when time is up."""
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as overdue:
            os.killpg(process.pid, signal.SIGKILL)
            raise ConversionError(f"LibreOffice was not done after {seconds:g} s") from overdue
    return said
