"""Reading the market."""
