"""`python -m gkdoc` and the script `gkdoc`."""

from __future__ import annotations

import sys

from gkdoc.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
