"""Values → pages: what stands on each kind of page, as the values that its template shows."""
