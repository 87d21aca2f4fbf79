"""The command line: `muster rank | ... | serve | worker | import | backup | restore | doctor | mcp | ledger | user`."""

from __future__ import annotations

from muster.cli.app import app, main

__all__ = ["app", "main"]
