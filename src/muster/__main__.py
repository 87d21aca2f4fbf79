"""`python -m muster`: the same as the command `muster`."""

from __future__ import annotations

from muster.cli import main

if __name__ == "__main__":
    main()
