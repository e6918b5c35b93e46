"""Conditions over facts: one small language, read in several ways.

kinds       what values a fact of each kind can take
facts       the declaration of facts, and the check of facts at run time
conditions  the tree of a condition, and questions about the tree itself
parser      text to tree; check gives every part of the tree its types
evaluate    reading 1: a Python closure
sql         reading 2: a Django Q over a JSON column
logic       reading 3: a z3 formula; sorts has the values of facts as z3 terms
english     reading 4: a sentence
reader      a sentence back to the tree
cel         the tree as text, in this dialect and in standard CEL

Nothing here touches the database or knows which facts a department has. Django is used for
its Q objects and for translation only. z3 is loaded with `logic`, which only proofs need.
"""
