"""Views: they read the request, ask a selector or a service, and answer."""
