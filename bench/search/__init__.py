"""The bench of the search: cities, questions, figures."""
