"""Dumps of other hiring systems, read record by record: Greenhouse, Ashby, Lever."""

from muster.tables.vendors.ashby import AshbyDump
from muster.tables.vendors.dump import KINDS, Dump
from muster.tables.vendors.harvest import HarvestDump
from muster.tables.vendors.lever import LeverDump

__all__ = ["DUMPS", "KINDS", "Dump"]

DUMPS: dict[str, type[Dump]] = {one.system: one for one in (HarvestDump, AshbyDump, LeverDump)}
"""What reads a dump, by the vendor's name on the command line."""
