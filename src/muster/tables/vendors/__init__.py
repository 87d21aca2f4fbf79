"""Dumps of other hiring systems and of Muster, read record by record: Greenhouse, Ashby, Lever, tables."""

from muster.tables.vendors.ashby import AshbyDump
from muster.tables.vendors.dump import KINDS, Dump
from muster.tables.vendors.harvest import HarvestDump
from muster.tables.vendors.lever import LeverDump
from muster.tables.vendors.tables import TablesDump

__all__ = ["DUMPS", "KINDS", "Dump"]

DUMPS: dict[str, type[Dump]] = {
    **{one.system: one for one in (HarvestDump, AshbyDump, LeverDump)},
    "tables": TablesDump,
}
"""What reads a dump, by the name on the command line."""
