"""Pay: offers of packages, their versions, and who signs them."""
