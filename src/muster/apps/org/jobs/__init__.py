"""What a worker does for the organisation."""
