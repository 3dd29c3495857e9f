"""A read handbook → what a proofreader would mark (校对), after GB/T 15834, 15835, 9704 and own tables.

``manuscript`` lays the handbook out as passages whose every character knows its place; ``rules`` holds a function a
rule, a module a family; ``proofreading`` runs them and applies the editors' decisions; ``mending`` corrects what has
one right answer; ``query_sheet`` lists what only the author can answer; ``manual`` writes the rules' manual.
"""

from pipeline.proofread.proofreading import Proofs, proofread

__all__ = ["Proofs", "proofread"]
