"""Which evaluators read which files: pure computation, without models.

Problem goes in, Assignment comes out of `solve`; `explain` says why, `change` solves again after a
change by hand. What cannot be solved raises NoSolution, what contradicts itself BadProblem.
"""

from applications.assigning.blocking import Block, NoSolution
from applications.assigning.changing import Change, Changed, change
from applications.assigning.checking import BadProblem
from applications.assigning.explaining import Explanation, explain
from applications.assigning.problem import EXPERT, MEMBER_CITY, Evaluator, File, Problem
from applications.assigning.sentences import Sentence
from applications.assigning.solving import Assignment, solve

__all__ = [
    "EXPERT",
    "MEMBER_CITY",
    "Assignment",
    "BadProblem",
    "Block",
    "Change",
    "Changed",
    "Evaluator",
    "Explanation",
    "File",
    "NoSolution",
    "Problem",
    "Sentence",
    "change",
    "explain",
    "solve",
]
