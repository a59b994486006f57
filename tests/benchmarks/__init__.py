"""Measurements that anybody can repeat: python -m tests.benchmarks. Nothing here is a test."""
