"""Coordinators: the pool, profiles, matching, asking, contracts and hours."""
