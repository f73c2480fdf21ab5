"""A base in an editor: a server of the Language Server Protocol, a feature a module."""
