"""What changed in a base between two of its versions, as git keeps them or as the files are."""
