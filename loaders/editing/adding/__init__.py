"""Something new in a base: an item, a debate, somebody who speaks, a source, as Markdown."""
