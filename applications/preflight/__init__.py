"""What a file still lacks: one list of rules, for the applicant's pre-flight and for screening."""

from applications.preflight.checking import Verdict, check, verdicts
from applications.preflight.clauses import Clause
from applications.preflight.findings import Finding, Findings

__all__ = ["Clause", "Finding", "Findings", "Verdict", "check", "verdicts"]
