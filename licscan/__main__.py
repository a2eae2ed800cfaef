"""`python -m licscan`."""

from __future__ import annotations

from licscan.cli import main

if __name__ == "__main__":
    main()
