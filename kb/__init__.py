"""An argument-mapping knowledge base: debates as Markdown, cruxes as answers."""

__version__ = "0.1.0"
