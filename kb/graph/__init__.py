"""The graph as a projection of the files: rows of a base, and the sync that writes them."""
