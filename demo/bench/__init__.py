"""The benchmark: what the heavy parts cost on this machine, against the least they could cost (docs/bench.md)."""
