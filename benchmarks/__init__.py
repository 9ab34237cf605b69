"""Measurements over pages with gold text, outside the package: how good, how leaky."""
