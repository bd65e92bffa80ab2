"""Opens a PDF: the signs, rulings and pictures of each page."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

from attrs import frozen

from gkdoc.errors import InputError, MissingProgramError, Problem
from gkdoc.messages import Message, _
from gkdoc.read.pdf.page import Page


@frozen
class Opened:
    """The pages of a file, and the title that its properties name; empty if they name none."""

    pages: tuple[Page, ...]
    described: str


def open_pdf(content: bytes, source: Path | str | None = None) -> Opened:
    """All pages of the file.

    Raises InputError for a file that is no PDF, is locked, damaged or far too large, or has no
    text; MissingProgramError where pdfplumber is not installed.
    """
    try:
        import pdfplumber
    except ImportError as error:
        raise MissingProgramError.package("pdfplumber", _("读取 PDF")) from error
    from gkdoc.read.pdf.drawing import pages_of
    from gkdoc.read.pdf.limits import TooMuch, assert_modest

    # What its parser remarks about faces is nothing for the person who reads a report.
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    try:
        assert_modest(content)
        with pdfplumber.open(BytesIO(content)) as pdf:
            described = pdf.metadata.get("Title")
            opened = Opened(
                tuple(pages_of(pdf)), described.strip() if isinstance(described, str) else ""
            )
    except TooMuch as error:
        message = _("{error}，不像是一份年度报告", error=error.reason)
        raise InputError(source, [Problem(message)]) from error
    except Exception as error:
        # What a broken file makes its parser raise is not known.
        raise InputError(source, [Problem(_refusal(error))]) from error
    if not any(page.signs for page in opened.pages):
        message = _(
            "PDF 里没有文字，只有图像（扫描件），无法读取；请用原来的文件，或者先作文字识别"
        )
        raise InputError(source, [Problem(message)])
    return opened


def _refusal(error: Exception) -> Message:
    """Why the file could not be opened, by what its parser raised."""
    if isinstance(error, RecursionError):
        return _("PDF 的结构有循环，无法读取")
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        seen.append(cause)
        wrapped = next((each for each in cause.args if isinstance(each, BaseException)), None)
        cause = wrapped or cause.__cause__
    if any(isinstance(each, PDFPasswordIncorrect) for each in seen):
        return _("PDF 有打开密码，无法读取；请先去掉密码")
    if any(isinstance(each, PDFEncryptionError) for each in seen):
        return _("PDF 的加密方式不认识，无法读取；请先去掉加密")
    return _("PDF 已损坏，无法读取")
