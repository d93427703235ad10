"""Ties told in prose: under the heading of a city, in time-lines, before and after a merger."""
