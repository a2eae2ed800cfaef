"""Git repositories as documents: commits, the index and clones, without a checkout.

The one door to GitPython, which runs git itself. Nothing here writes to a repository of the user's.
"""
