"""The command line: one module per group of commands, one output module, one set of common options."""
