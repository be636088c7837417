"""What commands write into the data: `editing` cuts into a text and leaves the rest as people wrote it."""
