"""A server for assistants that speak the Model Context Protocol: questions to a base as tools."""
