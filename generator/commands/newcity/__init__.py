"""A city of one's own, to begin with: commented data, workflows for its hosting, the guide and the schemas."""
