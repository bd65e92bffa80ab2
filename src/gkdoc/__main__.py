"""`python -m gkdoc` and the script `gkdoc`."""

from __future__ import annotations

import gc
import sys

# What a call imports and reads stays until it ends: looking for garbage among it at every 700
# objects, as Python does by itself, would be a tenth of a short call together with the last look.
gc.set_threshold(20_000)

from gkdoc.cli import main as cli  # noqa: E402 - importing is what makes most of the objects


def main() -> int:
    """The exit code of one call of the command line; the process ends with it."""
    code = cli.main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
