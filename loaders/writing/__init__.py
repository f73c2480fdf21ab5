"""The way back: from a model to Markdown, and new lines in files that are there."""
