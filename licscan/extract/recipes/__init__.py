"""Recipes that stand both in files of their own and inside cards."""
