"""Reading: each selector returns only what the person may see."""
