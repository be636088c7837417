"""A company's own bot in MAX, which knows today's link of every chat that it is in."""
