"""A web server for one's own site, which follows the files."""
