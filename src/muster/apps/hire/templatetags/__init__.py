"""Tags and filters of hiring's own pages."""
