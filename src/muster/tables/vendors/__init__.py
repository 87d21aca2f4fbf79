"""Dumps of other hiring systems, read record by record: Greenhouse, Ashby, Lever."""

from muster.tables.vendors.dump import KINDS, Dump
from muster.tables.vendors.harvest import HarvestDump

__all__ = ["DUMPS", "KINDS", "Dump"]

DUMPS: dict[str, type[Dump]] = {HarvestDump.system: HarvestDump}
"""What reads a dump, by the vendor's name on the command line."""
