"""Years side by side: `compare(reports)` gives a `Comparison`."""

from gkdoc.tasks.compare.figures import ComparedFigure, ComparedRow, Comparison, compare
from gkdoc.tasks.compare.output import as_json, workbook

__all__ = ["ComparedFigure", "ComparedRow", "Comparison", "as_json", "compare", "workbook"]
