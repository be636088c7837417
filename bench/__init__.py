"""Benchmarks: ratios measured in one run, never used as tests."""
