"""Coverage: which shots tell a breakdown.

The way through: `selection` chooses moments, `enrichment` adds what no beat asks for, `shooting`
frames and moves them one after another, `timing` fits their lengths, `cover` holds it together.
"""
