"""Benchmarks: ratios measured in one run against a named peer; nothing here is a test."""
