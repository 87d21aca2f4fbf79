"""The command line: `muster rank | pay | serve | worker | import | backup | restore | doctor | mcp | ledger | ...`."""

from __future__ import annotations

from muster.cli.app import app, main

__all__ = ["app", "main"]
