"""The forms of pay."""
