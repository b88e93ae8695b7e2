"""The body: proportions, soft parts along each bone, and how they change by week and after birth.

Lengths are fractions of standing height. A table pairs a place along a bone (0 root, 1 tip) with a depth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from steadyback.figures.geometry import Rows

SACRUM_UP, SACRUM_BACK = 0.032, 0.026
LUMBAR, THORAX, NECK = 0.108, 0.180, 0.058
THIGH, SHANK, ANKLE = 0.247, 0.243, 0.040
UPPER_ARM, FOREARM = 0.172, 0.142

# The resting tangent of the spine at 0 sacrum, 1 top of the low back, 2 base of the neck, 3 skull: a soft S.
REST: Final[Rows] = ((0, 13), (0.45, 2), (1, -9), (1.5, 2), (2, 23), (2.5, 20), (3, 12))
BACK: Final[Rows] = (
    (0, 0.046), (0.3, 0.041), (0.6, 0.038), (1, 0.041), (1.4, 0.048), (1.7, 0.048), (2, 0.033), (2.35, 0.026),
    (3, 0.030),
)  # fmt: skip
FRONT: Final[Rows] = (
    (0, 0.083), (0.3, 0.080), (0.65, 0.071), (1, 0.066), (1.18, 0.071), (1.30, 0.084), (1.42, 0.0985), (1.54,
        0.0995),
    (1.70, 0.087), (1.86, 0.070), (2.05, 0.049), (2.28, 0.034), (2.6, 0.028), (3, 0.034),
)  # fmt: skip
# What a full bump adds: a taut dome, fullest just above the navel, with a quick return underneath.
BUMP: Final[Rows] = (
    (0, 0.048), (0.12, 0.075), (0.3, 0.103), (0.5, 0.120), (0.7, 0.122), (0.9, 0.107), (1.1, 0.075), (1.26,
        0.041),
    (1.40, 0.018), (1.54, 0.016), (1.72, 0.006), (1.90, 0), (3, 0),
)  # fmt: skip
# What the weeks after birth keep: low and soft, and a fuller bust.
AFTER: Final[Rows] = (
    (0, 0.008), (0.25, 0.020), (0.5, 0.021), (0.75, 0.014), (1, 0.006), (1.2, 0.003), (1.35, 0.006), (1.5,
        0.009),
    (1.65, 0.007), (1.82, 0), (3, 0),
)  # fmt: skip
THIGH_FRONT: Final[Rows] = ((0, 0.053), (0.15, 0.057), (0.35, 0.054), (0.6, 0.045), (0.85, 0.035), (1, 0.033))
THIGH_BACK: Final[Rows] = (
    (0, 0.064), (0.15, 0.066), (0.27, 0.061), (0.42, 0.050), (0.65, 0.038), (0.88, 0.030), (1, 0.029),
)  # fmt: skip
SHANK_FRONT: Final[Rows] = (
    (0, 0.033),
    (0.15, 0.030),
    (0.35, 0.026),
    (0.6, 0.0215),
    (0.85, 0.0175),
    (1, 0.018),
)
SHANK_BACK: Final[Rows] = (
    (0, 0.029), (0.12, 0.034), (0.28, 0.041), (0.48, 0.036), (0.7, 0.024), (0.88, 0.0175), (1, 0.018),
)  # fmt: skip
UPPER_FRONT: Final[Rows] = ((0, 0.030), (0.2, 0.030), (0.5, 0.025), (0.8, 0.020), (1, 0.019))
UPPER_BACK: Final[Rows] = ((0, 0.029), (0.25, 0.028), (0.5, 0.024), (0.8, 0.020), (1, 0.019))
FORE_FRONT: Final[Rows] = ((0, 0.019), (0.2, 0.022), (0.5, 0.018), (0.85, 0.0130), (1, 0.0122))
FORE_BACK: Final[Rows] = ((0, 0.019), (0.2, 0.0195), (0.5, 0.016), (0.85, 0.0125), (1, 0.0122))

# What a broad build adds in front and behind.
BROAD_FRONT: Final[Rows] = (
    (0, 0.014), (0.3, 0.024), (0.6, 0.026), (0.9, 0.020), (1.15, 0.013), (1.45, 0.017),
    (1.7, 0.010), (2, 0.005), (3, 0.004),
)  # fmt: skip
BROAD_BACK: Final[Rows] = ((0, 0.010), (0.4, 0.008), (1.2, 0.011), (1.6, 0.012), (2, 0.007), (3, 0.003))
BROAD_LIMB: Final = {"thigh": 0.17, "shank": 0.12, "upper": 0.24, "fore": 0.14}  # and as a share, of each limb

LIMITS: Final[dict[str, tuple[float, float]]] = {
    "lumbar": (-30, 45), "thorax": (-25, 40), "neck": (-60, 55), "hip": (-22, 125), "knee": (0, 150),
    "ankle": (-78, 30),
    "shoulder": (-60, 180), "elbow": (0, 150), "wrist": (-88, 88), "toes": (-20, 65),
}  # fmt: skip

STAGES: Final = ("pregnant", "postpartum", "neutral")


@dataclass(frozen=True, slots=True)
class Body:
    """Whose body is drawn: how far the bump has grown, what the weeks after birth keep, and the build."""

    bump: float = 0.0
    after: float = 0.0
    build: float = 0.0  # 0 slender, 1 broad

    @staticmethod
    def of(stage: str, week: int | None, build: float = 0.0) -> Body:
        """The body for a stage; the week counts only in pregnancy. An unknown week shows a middling bump."""
        if stage not in STAGES:
            raise ValueError(f"stage is {stage!r}; it must be one of {', '.join(STAGES)}")
        if stage == "pregnant":
            return Body(bump=growth(24 if week is None else week), build=build)
        return Body(after=1.0 if stage == "postpartum" else 0.0, build=build)


def growth(week: float) -> float:
    """How far the bump has grown: 0 up to 9 weeks, .86 at 40 (1 would be twins)."""
    return 0.86 * min(max((week - 9) / 31, 0.0), 1.0)
