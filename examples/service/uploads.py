"""What a request brings: read into memory, never kept on a disk."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncGenerator, Mapping
from threading import Lock

from attrs import frozen
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

import gkdoc
from gkdoc.model import SeenReport
from service.limits import Limits, Refused

JSON = "application/json"
FORM = "multipart/form-data"
_PICTURE = "picture"
_FILES = {
    "report": "今年的数据或报告",
    "previous": "去年的报告",
    "template": "模板",
    _PICTURE: "数据里写了文件名的图片",
}


@frozen
class File:
    """A file as it was sent."""

    name: str
    content: bytes
    pictures: Mapping[str, bytes] = {}

    def read(self, *, partial: bool = False) -> gkdoc.Reading:
        """The report in it; InputError with every problem.

        Pictures that it names are those of the same request.
        """
        return gkdoc.read_report(
            self.content, name=self.name, partial=partial, pictures=self.pictures
        )


@frozen
class Order:
    """What was sent: a report, and perhaps last year's and a template."""

    report: File
    previous: File | None = None
    template: bytes | None = None

    def last(self) -> SeenReport | None:
        """Last year's report; None if it was not sent."""
        return self.previous.read(partial=True).report if self.previous is not None else None


class Shelf:
    """Templates that were sent before, by the hash of their content; the oldest make room."""

    def __init__(self, largest: int = 128 * 2**20) -> None:
        self._largest = largest
        self._templates: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def keep(self, content: bytes) -> str:
        """The name by which later requests may use this template."""
        name = hashlib.sha256(content).hexdigest()
        with self._lock:
            self._templates[name] = content
            self._templates.move_to_end(name)
            while sum(map(len, self._templates.values())) > self._largest:
                self._templates.popitem(last=False)
        return name

    def find(self, name: str) -> bytes:
        """The template of this name; Refused if it is not here (any more)."""
        with self._lock:
            if name in self._templates:
                self._templates.move_to_end(name)
                return self._templates[name]
        raise Refused(404, "UnknownTemplate", "没有这个编号的模板，可能已经过期，请重新上传")


async def order_of(request: Request, limits: Limits, template: bytes | None) -> Order:
    """The order in a request: JSON is the report itself, a form has files."""
    body = await body_of(request, limits)
    if media_type(request) == JSON:
        return Order(File("report.json", body), template=template)
    files = await files_of(request, body, limits.pictures)
    if "report" not in files:
        raise Refused(400, "BadRequest", f"没有收到{_FILES['report']}（report）")
    own = files.get("template")
    return Order(
        files["report"],
        files.get("previous"),
        own.content if own is not None else template,
    )


async def body_of(request: Request, limits: Limits) -> bytes:
    """The body of the request; Refused for one that is too large or comes too slowly."""
    too_large = Refused(413, "TooLarge", f"请求超过 {limits.largest} 字节，太大了")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limits.largest:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limits.largest:
                    raise too_large
    except TimeoutError as error:
        raise Refused(408, "TooSlow", f"{limits.seconds:g} 秒内没有收完请求") from error
    return bytes(body)


async def files_of(request: Request, body: bytes, pictures: int = 0) -> dict[str, File]:
    """The files of a form by the names of their fields; empty ones were not chosen.

    Up to so many `pictures` come with them, each known by the name of its file.
    """
    if media_type(request) != FORM:
        message = f"请求应是 {JSON}（报告的数据）或 {FORM}（文件）"
        raise Refused(415, "BadRequest", message)
    most = len(_FILES) - 1 + pictures
    parser = _InMemory(request.headers, _once(body), max_files=most, max_fields=0)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        names = "、".join(f"{name}（{label}）" for name, label in _FILES.items())
        message = f"表单读不出来，应只有这些文件：{names}，图片最多 {pictures} 张"
        raise Refused(400, "BadRequest", message) from error
    sent = [
        (name, upload.filename, await upload.read())
        for name, upload in form.multi_items()
        if isinstance(upload, UploadFile) and upload.filename
    ]
    beside = {filename: content for name, filename, content in sent if name == _PICTURE}
    if len(beside) < sum(name == _PICTURE for name, _, _ in sent):
        raise Refused(400, "BadRequest", "有两张图片的文件名相同，数据里的文件名分不清是哪一张")
    return {
        name: File(filename, content, beside)
        for name, filename, content in sent
        if name != _PICTURE
    }


def media_type(request: Request) -> str:
    """What the request says its body is."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


class _InMemory(MultiPartParser):
    """Starlette's parser, which would put large files on a disk."""

    spool_max_size = 2**62


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
