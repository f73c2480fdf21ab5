"""Characters and blocks, each with its place: the only room that knows the tokens of Markdown."""
