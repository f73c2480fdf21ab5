"""Markdown in, model and diagnostics out.

`loaders.base.load_base(root)` reads a folder: its `.problems`, and its `.base`. The modules are,
in the order of the data:

- `folder`, `fresh`, `text`, `discover`: which files there are, which changed, what is a debate
- `inline`, `markdown`, `items`: characters, blocks and items, each with its place
- `lines`, `details`, `references`, `targets`: what stands on one line, and what it refers to
- `stances`, `steps`, `item_reader`, `arguments`, `debate`: the facts of one debate, a `part`
- `registers`, `lock`, `link`, `base`: people and sources, and all parts together
- `writer`, `list_writer`, `appending`, `phrases`: the way back, from a model to Markdown

Nothing is imported here, so that a question whose graph is up to date pays for `fresh` alone.
"""
