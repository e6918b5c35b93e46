"""What a policy does, proved over every request that there could be. Pure, without a database.

results     what an analysis says: findings, proofs, and what stands behind each clause
clauses     the auditability of the text: enforced, evidenced, recorded, or untestable
examples    a made-up request in words
solving     one question to the solver, and for how long it may think
proving     what the rules of several policies say, as formulas
findings    rules that never apply or never decide, and requests of which no rule speaks
conflicts   requirements that cannot all be met; approvers and staffing say who may approve
assurances  what must never be permitted, or must always carry a requirement
comparing   whether one version is stricter than another; strictness measures requirements
analyzing   all of it for one version

z3 is loaded with `proving`: whatever does not prove imports from `results` and `clauses` only.
"""
