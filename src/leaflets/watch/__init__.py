"""Keep leaflets up to date with the files that they are made from."""
