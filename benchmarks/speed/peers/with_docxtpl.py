"""docxtpl as its manual shows: open the template, render, save."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from timing import measured

FOLDER = Path(sys.argv[1])
CONTEXT = json.loads((FOLDER / "context.json").read_text(encoding="utf-8"))


def document(context: dict[str, Any]) -> bytes:
    """The Word file."""
    template = DocxTemplate(FOLDER / "docxtpl.docx")
    template.render(context)
    stream = BytesIO()
    template.save(stream)
    return stream.getvalue()


measured(lambda: document(CONTEXT), FOLDER / "made-by-docxtpl.docx", "docxtpl", int(sys.argv[2]))
