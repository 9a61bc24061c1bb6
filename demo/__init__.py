"""The demo world: fictional people and families, made by the acts of the apps themselves.

`people` are the accounts, `stories` the families, `texts` and `names` what is drawn for them, `course` takes
one case through the acts, `backdating` moves what the acts stamped to its day in the past, and `world`
puts it together. Everything is fixed by a seed and by today's date: built again, it is the same.
"""
