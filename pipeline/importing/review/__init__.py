"""An edited review copy → exactly the editor's changes in the files of ``source/``, and not another byte.

``copy`` reads a review copy as preface, categories and questions, ``answers`` the blocks of an answer; ``alignment``
finds out which block became which, ``tokens`` takes inlines apart into characters. ``three_way`` brings together what
went out, what the source says now and what came back, clause by clause (``clauses``); ``standing`` leaves out what the
source cannot hold; ``wanted`` is what an answer has to say after that, and what is left over, in the words of
``telling``. ``spans`` says where a block stands in its file, ``patching`` makes the source say what is wanted by as few
replacements as can be, with ``characters`` and ``lines``; ``fields`` does so for front matter and attributes,
``categories`` for ``handbook.yaml``, ``order`` for the numbers in file names. ``draft`` puts it all together,
``attempt`` says how much of it is tried, ``proof`` compares a review copy made from the changed source with what is
wanted, ``planning`` is the way through.
"""
