"""Pay in the engine: what a package is worth, to whom, and when."""
