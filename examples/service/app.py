"""The application: each address with what it takes and gives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final

from attrs import field, frozen
from fastapi import APIRouter, Depends, FastAPI, Query
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

import gkdoc
from gkdoc.write import schema as json_schema
from service import answers, verbs
from service.limits import Limits, Refused, Workshop
from service.uploads import Order, Shelf, body_of, files_of, order_of

_PAGE: Final = Path(__file__).with_name("page")


@frozen
class Service:
    """What lasts longer than a request: the limits, and templates in memory."""

    workshop: Workshop
    templates: gkdoc.Templates = field(factory=gkdoc.Templates)
    shelf: Shelf = field(factory=Shelf)


def service_of(request: Request) -> Service:
    """The service that the request came to."""
    service: Service = request.app.state.service
    return service


Here = Annotated[Service, Depends(service_of)]


async def placed(service: Here) -> AsyncIterator[None]:
    """A place for the request until it has its answer."""
    with service.workshop.place():
        yield


async def ordered(
    request: Request, service: Here, template: Annotated[str | None, Query()] = None
) -> Order:
    """What the request brings."""
    own = service.shelf.find(template) if template is not None else None
    return await order_of(request, service.workshop.limits, own)


Sent = Annotated[Order, Depends(ordered)]

work = APIRouter(prefix="/api", dependencies=[Depends(placed)])
look = APIRouter()


@work.post("/check")
async def check(service: Here, order: Sent, *, show: bool = False) -> Response:
    """The findings; with `show` the report too, to show them in it."""
    return answers.Json(await service.workshop.do(partial(verbs.check, order, show=show)))


@work.post("/build")
async def build(
    request: Request, service: Here, order: Sent, *, force: bool = False, plain: bool = False
) -> Response:
    """The report as a Word file."""
    making = partial(verbs.build, order, service.templates, force=force, plain=plain)
    return answers.file_or_json(request, await service.workshop.do(making), "报告")


@work.post("/review")
async def review(request: Request, service: Here, order: Sent) -> Response:
    """A Word file with a comment for each finding."""
    product = await service.workshop.do(partial(verbs.review, order))
    return answers.file_or_json(request, product, "批注")


@work.post("/pdf")
async def pdf(request: Request, service: Here, order: Sent, *, force: bool = False) -> Response:
    """The report as PDF, printed by LibreOffice."""
    making = partial(verbs.build, order, service.templates, force=force, plain=False)
    built = await service.workshop.do(making)
    printing = partial(verbs.printed, built, service.workshop.limits.seconds)
    product = await service.workshop.do(printing, printing=True)
    return answers.file_or_json(request, product, "报告")


@work.post("/html")
async def html(request: Request, service: Here, order: Sent, *, plain: bool = False) -> Response:
    """The report as a web page."""
    product = await service.workshop.do(partial(verbs.html, order, plain=plain))
    return answers.file_or_json(request, product, "报告")


@work.post("/template")
async def template(request: Request, service: Here) -> Response:
    """What there is to say about a template, and its name for later requests if it can be used."""
    body = await body_of(request, service.workshop.limits)
    sent = (await files_of(request, body)).get("template")
    if sent is None:
        raise Refused(400, "BadRequest", "没有收到模板（template）")
    said = await service.workshop.do(partial(verbs.inspect, sent.content))
    name = service.shelf.keep(sent.content) if said["usable"] else None
    return answers.Json({**said, "template": name})


@look.get("/api/schema")
def schema() -> Response:
    """The JSON Schema of the data."""
    return answers.Json(json_schema())


@look.get("/api/health")
def health(service: Here) -> Response:
    """That the service is there, and how large a request may be."""
    largest = service.workshop.limits.largest
    return answers.Json({"gkdoc": 1, "version": version("gkdoc"), "largest": largest})


@look.get("/", include_in_schema=False)
@look.get("/{name}", include_in_schema=False)
def page(name: str = "index.html") -> Response:
    """The page for people, and its two files."""
    if name not in {path.name for path in _PAGE.iterdir()}:
        raise HTTPException(404)
    return FileResponse(_PAGE / name)


def create_app(limits: Limits = Limits()) -> FastAPI:  # noqa: B008 - it cannot be changed
    """The application; each has its own limits and its own memory."""
    # The pages about the interface that FastAPI offers fetch scripts from elsewhere.
    app = FastAPI(title="gkdoc", docs_url=None, redoc_url=None)
    app.state.service = Service(Workshop(limits))
    app.include_router(work)
    app.include_router(look)
    app.add_middleware(answers.SafeHeaders)
    for kind in (Exception, gkdoc.GkdocError, Refused, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answers.on_error)
    return app
