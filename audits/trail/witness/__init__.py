"""A witness of logs, which another office runs: it needs no database and knows no framework."""
