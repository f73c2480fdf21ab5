"""A debate as running text on its page: what `kb.exchange` composes, with links."""
