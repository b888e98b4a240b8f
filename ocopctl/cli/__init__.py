"""The command line: one file a command, and the one module that prints."""
