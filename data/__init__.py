"""The knowledge: one Turtle file per source, in a folder per year of publication, or undated/.

The base IRI of a file is the IRI of its named graph and of the source it describes.
`undated/editorial.ttl` holds the editors' own notes; no statement of a source stands there.
"""
