"""The command line: `muster rank | compare | explain | simulate | demo | serve | worker | import | ledger | user`."""

from __future__ import annotations

from muster.cli.app import app, main

__all__ = ["app", "main"]
