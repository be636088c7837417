"""How long a build takes, against other generators that make the same site: `python -m bench.build`."""
