"""Builds training sets, fits weights, trains the reader; never imported by the package."""
