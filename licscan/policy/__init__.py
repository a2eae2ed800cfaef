"""What the user's policy makes of a finished judgement: how loud, what is set aside, the gate.

Nothing here changes a verdict: that is the law's.
"""

from licscan.policy.gate import FAIL_ON, Gate, closes, gate, unmet_duties
from licscan.policy.severity import with_severity

__all__ = ["FAIL_ON", "Gate", "closes", "gate", "unmet_duties", "with_severity"]
