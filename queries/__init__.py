"""The SPARQL of the project: one file per question, rule, check, lookup and projection."""
