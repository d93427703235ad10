"""What is done when all is read: records put together, weighed and attached, and what no record claims."""
