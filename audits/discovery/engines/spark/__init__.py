"""A cluster of Spark: the engine for logs that outgrow one machine."""
