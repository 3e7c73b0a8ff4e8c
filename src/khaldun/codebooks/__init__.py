"""Loads data/, checks it, offers typed look-ups."""
