"""What the policies said of a request, in words for a page."""
