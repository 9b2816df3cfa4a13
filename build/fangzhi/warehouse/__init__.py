"""Entities -> DuckDB: the tables of the contract, and the joins and aggregates over them, which are .sql files."""
