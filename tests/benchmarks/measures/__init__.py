"""What is measured. Each module has a `TITLE`, an `ABOUT` for the report, and `run`, which gives rows of its table."""
