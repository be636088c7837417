"""The files of a new city: commented data, workflows for hosting, the guide and the schemas."""
