"""Frozen figures: how they are kept, what a reader gets of an edition, and what of it would be otherwise today."""
