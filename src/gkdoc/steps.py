"""The steps of docs/tour.md on the logger `gkdoc`, for whoever follows a report on its way."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from gkdoc.messages import Message

LOGGER: Final = logging.getLogger("gkdoc")
# Without it Python prints what nobody listens to.
LOGGER.addHandler(logging.NullHandler())


def tell(steps: Iterable[Message]) -> None:
    """Log what a generator says of steps that were taken; unheard, it does not even begin."""
    if LOGGER.isEnabledFor(logging.DEBUG):
        for step in steps:
            LOGGER.debug(step)
