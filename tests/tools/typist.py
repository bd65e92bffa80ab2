"""Types into a workbook in LibreOffice, as a person does, and looks at it: run by UNO's Python.

Reads one JSON object from standard input: `program`, `profile`, `open`, `save` (paths), `unprotect`
(a list of sheets), `type` (a list of [sheet, cell, text], each typed into that cell), `insert` (a
list of [sheet, row] where a row is inserted, the sheet unprotected) and `rename` (a list of
[sheet, name]). Prints one JSON object: `refused`, the cells that are locked, and `values`, each
sheet's rows as calculated.

Without a screen the office has no keyboard. What its windows do is done here: a locked cell
refuses, a cell for text takes the text as it is, any other reads it as a number, date or formula.
"""

# ruff: noqa: ANN401, FBT003 - UNO has no types, and takes arguments by position only.

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.util.NumberFormat import TEXT

SECONDS = 90
XLSX = "Calc MS Excel 2007 XML"


def main() -> None:
    """Do what standard input asks for."""
    task = json.load(sys.stdin)
    pipe = f"gkdoc{uuid4().hex}"
    office = subprocess.Popen(
        [
            task["program"],
            f"-env:UserInstallation={Path(task['profile']).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        desktop = connected(pipe)
        sys.stdout.buffer.write(json.dumps(done(desktop, task), ensure_ascii=False).encode())
        desktop.terminate()
        office.wait(SECONDS)
    finally:
        # The program that was started has started others.
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)


def connected(pipe: str) -> Any:
    """The office's desktop, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )


def done(desktop: Any, task: dict[str, Any]) -> dict[str, Any]:
    """What the sheets show when everything has been typed; the file is saved as a workbook."""
    hidden = (PropertyValue("Hidden", 0, True, 0),)
    document = desktop.loadComponentFromURL(Path(task["open"]).as_uri(), "_blank", 0, hidden)
    for name in task["unprotect"]:
        document.Sheets.getByName(name).unprotect("")
    refused = [
        f"{name}!{reference}"
        for name, reference, text in task["type"]
        if not typed(document, name, reference, text)
    ]
    for name, row in task["insert"]:
        sheet = document.Sheets.getByName(name)
        sheet.unprotect("")
        sheet.Rows.insertByIndex(row - 1, 1)
    for name, other in task["rename"]:
        document.Sheets.getByName(name).setName(other)
    document.calculateAll()
    values = {
        name: rows_of(document.Sheets.getByName(name)) for name in document.Sheets.ElementNames
    }
    target = (PropertyValue("FilterName", 0, XLSX, 0),)
    document.storeToURL(Path(task["save"]).as_uri(), target)
    document.close(True)
    return {"refused": refused, "values": values}


def typed(document: Any, name: str, reference: str, text: str) -> bool:
    """True if the text could be typed into the cell; False if it is locked."""
    sheet = document.Sheets.getByName(name)
    cell = sheet.getCellRangeByName(reference)
    if sheet.isProtected() and cell.CellProtection.IsLocked:
        return False
    if document.NumberFormats.getByKey(cell.NumberFormat).Type & TEXT:
        cell.setString(text)
    else:
        cell.setFormula(text)
    return True


def rows_of(sheet: Any) -> list[list[Any]]:
    """The values of the used range: numbers, words, None where a formula has an error."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    return [list(row) for row in area.getDataArray()]


if __name__ == "__main__":
    main()
