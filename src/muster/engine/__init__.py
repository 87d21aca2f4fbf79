"""The engine: numbers in, frozen results out; no files, clock, locale or network."""
