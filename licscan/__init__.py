"""licscan: a license and IP compliance scanner for machine learning."""

__version__ = "0.1.0"
