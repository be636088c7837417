"""Commands that do more than call one function: each in a module of its own."""
