"""Writing: each service asks for permission, and makes its change and the ledger's entry in one transaction."""
