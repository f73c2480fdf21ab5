"""What one debate says: its claims, arguments, stances and relations."""
