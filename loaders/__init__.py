"""Markdown in, model and diagnostics out.

`loaders.base.load_base(root)` reads a folder: its `.problems`, and its `.base`. The modules are,
in the order of the data: `discover`, `text`, `markdown`, `items`, `lines`, `item_reader`,
`arguments`, `debate`, `link`, `base`. Nothing is imported here, so that a question whose graph
is up to date pays for `fresh` alone.
"""
