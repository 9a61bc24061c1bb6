"""Template tags of the house: one library per kind, all of them builtins (`TEMPLATES` in the settings).

Each piece is a tag with named arguments; an argument that does not exist stops the page in the tests
instead of being ignored. Examples of all of them stand in docs/design.md and on the gallery page.
"""
