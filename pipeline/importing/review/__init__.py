"""An edited review copy → exactly the editor's changes in the files of ``source/``, and not another byte.

``copy`` reads a review copy as preface, categories and questions with their blocks; ``alignment`` finds out which
block became which; ``spans`` says where a block stands in its file, ``patching`` turns what differs between the copy
as it went out and the copy as it came back into replacements in that file; ``fields`` does so for front matter and
attributes, ``order`` for the numbers in file names; ``draft`` puts it all together, ``proof`` compares a review copy
made from the changed source with the edited one, ``planning`` is the way through.
"""
