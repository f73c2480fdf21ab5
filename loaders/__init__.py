"""Markdown in, model and diagnostics out.

`loaders.base.load.load_base(root)` reads a folder: its `.problems`, and its `.base`. The rooms
are, in the order of the data:

- `markup`: characters and blocks, each with its place
- `files`: which files there are, which changed, which is a debate; bytes as text
- `grammar`: items, the lines under them, and what each line refers to
- `facts`: what one debate says
- `lints`: what a map seems to lack
- `base`: people and sources, and all debates together
- `writing`: the way back, from a model to Markdown

Nothing is imported here, so that a question whose graph is up to date pays for `files.fresh` alone.
"""
