"""What goes back: files, and everything else as JSON."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import gkdoc
from gkdoc.errors import Failure
from service.limits import Refused
from service.verbs import Product

STATUS: Final[Mapping[str, int]] = {
    "InputError": 400,
    "TemplateError": 400,
    "UsageError": 400,
    "MissingProgramError": 501,
    "NotCompletedError": 503,
}
"""The HTTP status for each kind of failure; all others are our own (500)."""

STOPPED: Final = 422
"""Findings at level error stopped the report."""

_UNREAD: Final = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.REQUEST_TIMEOUT}
"""Where the rest of the request is not wanted."""

_MESSAGES: Final = {404: "没有这个地址", 405: "这个地址不接受这种请求"}

# Nothing is loaded from elsewhere, nothing runs that is not a file of ours, nobody frames the page.
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Json(Response):
    """JSON with Chinese as Chinese."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        """The bytes of it."""
        return json.dumps(content, ensure_ascii=False).encode()


def file_or_json(request: Request, product: Product, name: str) -> Response:
    """The file, or JSON with the file in it if the request asks for JSON; 422 if there is none."""
    answer = product.answer
    said = gkdoc.as_json(answer)
    if answer.failure is not None:
        return failed(answer.failure)
    if answer.document is None:
        return Json(said, STOPPED)
    filename = f"{name}{product.suffix}"
    if "application/json" in request.headers.get("accept", ""):
        content = base64.b64encode(answer.document).decode()
        return Json({**said, "filename": filename, "document": content})
    counts = [finding["severity"] for finding in said["findings"]]
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename)}",
        "Gkdoc-Errors": str(counts.count("error")),
        "Gkdoc-Warnings": str(counts.count("warning")),
    }
    return Response(answer.document, headers=headers, media_type=product.media_type)


def failed(failure: Failure) -> Response:
    """The failure as JSON."""
    return _error(STATUS.get(failure.kind, 500), gkdoc.as_json(failure))


def on_error(_: Request, error: Exception) -> Response:
    """The answer to what was not done: a request not served, broken input, our own fault."""
    match error:
        case Refused(status=status, kind=kind, message=message):
            response = _error(status, _refusal(kind, message))
            if status == HTTPStatus.SERVICE_UNAVAILABLE:
                response.headers["Retry-After"] = "2"
            if status in _UNREAD:
                response.headers["Connection"] = "close"
            return response
        case HTTPException(status_code=status):
            return _error(status, _refusal("BadRequest", _MESSAGES.get(status, "请求不对")))
        case RequestValidationError():
            names = "、".join(str(wrong["loc"][-1]) for wrong in error.errors())
            return _error(400, _refusal("BadRequest", f"选项的值不对：{names}"))
    return failed(Failure.of(error))


def _refusal(kind: str, message: str) -> dict[str, Any]:
    return {"kind": kind, "message": message, "exit_code": 3, "problems": []}


def _error(status: int, error: dict[str, Any]) -> Response:
    return Json({"gkdoc": 1, "error": error}, status)


class SafeHeaders:
    """Adds to every answer what keeps a browser from doing more than it shows."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)
