"""Where files come from: a tree on disk, and documents read from it."""
