"""Lighthouse on the site of a synthetic city."""
