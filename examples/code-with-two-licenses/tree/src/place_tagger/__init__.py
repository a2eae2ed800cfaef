"""Finds place names in text."""
