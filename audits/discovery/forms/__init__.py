"""Forms of discovery."""
