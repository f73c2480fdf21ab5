"""Debates in from other formats and out to them, each with a report of what became of what.

To add a format, write a module here that has `FORMAT`, a `Format` (`frame.py`), and name it in
`registry.py`. A format that is read has two functions:

- `pieces(source)` finds the smallest things in the input that say something, each with what it
  is: a tag, a relation, the text of a node. It looks at the input alone and knows nothing of what
  `read` does with it.
- `read(reading)` makes a debate of the input: it adds items, arguments, relations and stances to
  `reading.draft`, and says in `reading.account` what became of every piece: `carried`, `changed`
  (and how) or `left_out` (and why). One that it forgets stops the import.

A format that is written has one: `write(writing)` gives the text, and says in `writing.account`
what became of every field of every fact that is to be written; a forgotten one stops the export
too, so a field that the model gains later cannot be lost in silence.

What cannot be read is `raise source.problem(offset, "what to do")`. Texts of a draft are Markdown:
`plain` (`markdown.py`) makes it of plain text. Files are opened by the frame alone; a format that
includes others asks `reading.include`.
"""
