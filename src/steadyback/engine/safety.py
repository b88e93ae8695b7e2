"""The numbers and lists that keep her safe, by themselves in one small file. Change one only with a decision note."""

from __future__ import annotations

from typing import Final

#: No exercise flat on the back from this completed week on (facts 5.1, product rule, the strictest) [P].
FLAT_BACK_UNTIL_WEEK: Final = 16
#: Strength work after a caesarean waits this many weeks and a clinician's yes (facts 5.1, 6.2; snee-afterbirth) [P].
CAESAREAN_STRENGTH_FROM_WEEK: Final = 8
#: What stays open to everybody whose red flags are clear, whatever is blocked (facts 6.1).
ALWAYS_ALLOWED: Final = frozenset({"ex-breath", "ex-reset"})
#: What a "check with your clinician first" leaves open besides (facts 6.1) [P].
ALLOWED_WHEN_ASKING_FIRST: Final = ALWAYS_ALLOWED | {"ex-walk"}
#: What may be done after birth before anybody has said yes (facts 5.1, PREC).
ALLOWED_BEFORE_CLEARANCE: Final = ALLOWED_WHEN_ASKING_FIRST | {"ex-hinge", "ex-pelvicfloor"}
#: The red-flag check is asked again after this many days, however well things go (facts 2.2, rule 1) [P].
CHECK_AGAIN_AFTER_DAYS: Final = 7
#: Pain of this much, 0 to 10, asks for the check before any move (facts 6.3) [P].
PAIN_STRONG: Final = 8
#: Pain that is this much more than when it was last told asks for the check again (seed-spasms, closing) [P].
PAIN_JUMP: Final = 3
#: For this many hours after a spasm the routine holds to its gentle moves (facts 4.2: short and light first) [P].
GENTLE_HOURS: Final = 48
#: Pain of this much today, 0 to 10, keeps the routine to its gentle moves [P].
PAIN_GENTLE: Final = 5
