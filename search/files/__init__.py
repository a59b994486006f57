"""What stands in the files that pages lead to: which they are, their text, and how editors are told of it."""
