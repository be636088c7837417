"""Benches: figures that are ratios in one run, and never tests."""
