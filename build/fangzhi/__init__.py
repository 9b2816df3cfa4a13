"""fangzhi: Chinese local-government prose in, a validated, queryable, cited data package out.

The folders are the stages, in the order in which data flows: read, clean, lex, parse, resolve, warehouse, publish.
Nothing is imported here, so that the command line starts fast.
"""

__version__ = "0.1.0"
