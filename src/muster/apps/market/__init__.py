"""Who moved where, and what is claimed of packages: articles, the claims in them, and the ledger derived from those."""
