"""The web application, one Django app a section, and the three they stand on: core, accounts, org."""
