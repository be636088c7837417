"""One canonical layout of the data's YAML: `comments` finds them, `tree` attaches them, `layout` writes it all anew."""
