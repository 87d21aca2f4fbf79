"""Muster: the talent system for companies that compete for scarce people."""

__version__ = "0.1.0"
