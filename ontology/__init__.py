"""The vocabulary, as data.

`probation.ttl` holds the classes and properties and how to show them, `schemes/` the closed lists, `labels/` the names
of outside terms, `shapes/` what data must look like (SHACL), `context.jsonld` the JSON-LD context.
"""
