"""Changes to files that are there, as a careful person makes them: nothing else is touched."""
