"""One module for each kind of page: what it says, and how that is put together."""
