"""The organisation: teams, levels, job families, locations, employees."""
