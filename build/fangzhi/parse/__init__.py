"""Typed tokens to claims: one grammar a table."""
