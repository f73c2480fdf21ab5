"""Which files a base has, which of them changed, and their bytes as text."""
