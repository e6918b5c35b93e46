"""The demonstration department: invented people, a year of requests, made from a seed."""
