"""Handing out everything that a person may see: rows to records, records to the files of a format."""

from muster.apps.hire.exporting.writing import export_size, export_write

__all__ = ["export_size", "export_write"]
