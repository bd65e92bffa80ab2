"""The names of rows and columns in types, made from the forms by `make names`.

They are those of every edition: a row or a column that none has is an error of types, one that
only another edition has is an InputError when the table is made. An edition that is put in as data
works without being named here.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from gkdoc.model.values import CellValue

ProactiveRow: TypeAlias = Literal[
    "rules",
    "normative_documents",
    "licensing",
    "penalties",
    "compulsion",
    "fees",
    "other_services",
    "procurement",
]
"""The rows of 二、主动公开政府信息情况."""

ProactiveColumn: TypeAlias = Literal[
    "issued",
    "repealed",
    "in_force",
    "decisions",
    "amount",
    "made",
    "disclosed",
    "disclosed_total",
    "items_last_year",
    "change",
    "projects",
]
"""The columns of 二、主动公开政府信息情况."""

ProactiveFigures = TypedDict(
    "ProactiveFigures",
    {
        "issued": CellValue,
        "repealed": CellValue,
        "in_force": CellValue,
        "decisions": CellValue,
        "amount": CellValue,
        "made": CellValue,
        "disclosed": CellValue,
        "disclosed_total": CellValue,
        "items_last_year": CellValue,
        "change": CellValue,
        "projects": CellValue,
    },
    total=False,
)
"""The figures of one row of 二、主动公开政府信息情况, by column."""

ProactiveRows = TypedDict(
    "ProactiveRows",
    {
        "rules": ProactiveFigures,
        "normative_documents": ProactiveFigures,
        "licensing": ProactiveFigures,
        "penalties": ProactiveFigures,
        "compulsion": ProactiveFigures,
        "fees": ProactiveFigures,
        "other_services": ProactiveFigures,
        "procurement": ProactiveFigures,
    },
    total=False,
)
"""The figures of 二、主动公开政府信息情况, by row and column."""

ApplicationsRow: TypeAlias = Literal[
    "received",
    "carried_in",
    "granted",
    "partly_granted",
    "denied.state_secret",
    "denied.forbidden_by_law",
    "denied.security_stability",
    "denied.third_party",
    "denied.internal_affairs",
    "denied.deliberation",
    "denied.enforcement_files",
    "denied.administrative_query",
    "unavailable.not_held",
    "unavailable.needs_creation",
    "unavailable.still_unclear",
    "not_processed.petition",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.confirmation",
    "other.not_corrected",
    "other.fee_unpaid",
    "other.other",
    "total",
    "carried_out",
    "other_processing",
]
"""The rows of 三、收到和处理政府信息公开申请情况."""

ApplicationsColumn: TypeAlias = Literal[
    "natural_person",
    "business",
    "research",
    "welfare",
    "legal_service",
    "other",
    "total",
]
"""The columns of 三、收到和处理政府信息公开申请情况."""

ApplicationsFigures = TypedDict(
    "ApplicationsFigures",
    {
        "natural_person": CellValue,
        "business": CellValue,
        "research": CellValue,
        "welfare": CellValue,
        "legal_service": CellValue,
        "other": CellValue,
        "total": CellValue,
    },
    total=False,
)
"""The figures of one row of 三、收到和处理政府信息公开申请情况, by column."""

ApplicationsDeniedRows = TypedDict(
    "ApplicationsDeniedRows",
    {
        "state_secret": ApplicationsFigures,
        "forbidden_by_law": ApplicationsFigures,
        "security_stability": ApplicationsFigures,
        "third_party": ApplicationsFigures,
        "internal_affairs": ApplicationsFigures,
        "deliberation": ApplicationsFigures,
        "enforcement_files": ApplicationsFigures,
        "administrative_query": ApplicationsFigures,
    },
    total=False,
)
"""The rows of 三、收到和处理政府信息公开申请情况 below `denied`."""

ApplicationsUnavailableRows = TypedDict(
    "ApplicationsUnavailableRows",
    {
        "not_held": ApplicationsFigures,
        "needs_creation": ApplicationsFigures,
        "still_unclear": ApplicationsFigures,
    },
    total=False,
)
"""The rows of 三、收到和处理政府信息公开申请情况 below `unavailable`."""

ApplicationsNotProcessedRows = TypedDict(
    "ApplicationsNotProcessedRows",
    {
        "petition": ApplicationsFigures,
        "repeated": ApplicationsFigures,
        "publication": ApplicationsFigures,
        "excessive": ApplicationsFigures,
        "confirmation": ApplicationsFigures,
    },
    total=False,
)
"""The rows of 三、收到和处理政府信息公开申请情况 below `not_processed`."""

ApplicationsOtherRows = TypedDict(
    "ApplicationsOtherRows",
    {
        "not_corrected": ApplicationsFigures,
        "fee_unpaid": ApplicationsFigures,
        "other": ApplicationsFigures,
    },
    total=False,
)
"""The rows of 三、收到和处理政府信息公开申请情况 below `other`."""

ApplicationsRows = TypedDict(
    "ApplicationsRows",
    {
        "received": ApplicationsFigures,
        "carried_in": ApplicationsFigures,
        "granted": ApplicationsFigures,
        "partly_granted": ApplicationsFigures,
        "denied.state_secret": ApplicationsFigures,
        "denied.forbidden_by_law": ApplicationsFigures,
        "denied.security_stability": ApplicationsFigures,
        "denied.third_party": ApplicationsFigures,
        "denied.internal_affairs": ApplicationsFigures,
        "denied.deliberation": ApplicationsFigures,
        "denied.enforcement_files": ApplicationsFigures,
        "denied.administrative_query": ApplicationsFigures,
        "unavailable.not_held": ApplicationsFigures,
        "unavailable.needs_creation": ApplicationsFigures,
        "unavailable.still_unclear": ApplicationsFigures,
        "not_processed.petition": ApplicationsFigures,
        "not_processed.repeated": ApplicationsFigures,
        "not_processed.publication": ApplicationsFigures,
        "not_processed.excessive": ApplicationsFigures,
        "not_processed.confirmation": ApplicationsFigures,
        "other.not_corrected": ApplicationsFigures,
        "other.fee_unpaid": ApplicationsFigures,
        "other.other": ApplicationsFigures,
        "total": ApplicationsFigures,
        "carried_out": ApplicationsFigures,
        "other_processing": ApplicationsFigures,
        "denied": ApplicationsDeniedRows,
        "unavailable": ApplicationsUnavailableRows,
        "not_processed": ApplicationsNotProcessedRows,
        "other": ApplicationsOtherRows,
    },
    total=False,
)
"""The figures of 三、收到和处理政府信息公开申请情况, by row and column."""

RemediesRow: TypeAlias = Literal[
    "reconsideration",
    "litigation_direct",
    "litigation_after_reconsideration",
]
"""The rows of 四、政府信息公开行政复议、行政诉讼情况."""

RemediesColumn: TypeAlias = Literal[
    "upheld",
    "corrected",
    "other",
    "pending",
    "total",
]
"""The columns of 四、政府信息公开行政复议、行政诉讼情况."""

RemediesFigures = TypedDict(
    "RemediesFigures",
    {
        "upheld": CellValue,
        "corrected": CellValue,
        "other": CellValue,
        "pending": CellValue,
        "total": CellValue,
    },
    total=False,
)
"""The figures of one row of 四、政府信息公开行政复议、行政诉讼情况, by column."""

RemediesRows = TypedDict(
    "RemediesRows",
    {
        "reconsideration": RemediesFigures,
        "litigation_direct": RemediesFigures,
        "litigation_after_reconsideration": RemediesFigures,
    },
    total=False,
)
"""The figures of 四、政府信息公开行政复议、行政诉讼情况, by row and column."""
