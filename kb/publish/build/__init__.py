"""How a site is made and kept up to date; no page knows of it."""
