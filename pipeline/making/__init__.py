"""Named steps → the files that they make: each step once, when what it needs is there, wherever an executor runs it."""
