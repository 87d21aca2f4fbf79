"""Changing the organisation: each service asks for permission and leaves an entry in the ledger."""
