"""Values → pages: a module for each kind of page, which makes the values that its template shows."""
