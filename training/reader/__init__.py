"""Trains the learned reader."""
