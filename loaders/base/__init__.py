"""All debates together: people and sources, links between debates, the base as a value."""
