"""Exit codes: 0 success, 1 bad data, 2 wrong usage, 3 failure of the machine or a bug."""

DONE, BAD_DATA, WRONG_USAGE, FAILURE = 0, 1, 2, 3
