"""Conditions over facts: one small language, read in several ways.

kinds       what values a fact of each kind can take
facts       the declaration of facts, and the check of facts at run time
conditions  the tree of a condition, and questions about the tree itself
parser      text to tree; check gives every part of the tree its types
evaluate    reading 1: a Python closure
sql         reading 2: a Django Q over a JSON column
english     reading 4: a sentence
reader      a sentence back to the tree
cel         the tree as text, in this dialect and in standard CEL

Nothing here touches the database or knows which facts a department has. Django is used for
its Q objects and for translation only.
"""
