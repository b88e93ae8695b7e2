"""Every pose in words: one plain sentence, at most 25 words, readable at 11."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, str]] = {
    "reset-forward": "{who} stands with hands on hips and tips the pelvis a little forward, breathing in.",
    "reset-back": "{who} stands with hands on hips and tucks the pelvis a little under, breathing out.",
    "stand-tall": "{who} stands tall and calm, knees soft, shoulders low, arms loose.",
    "breath-seated": "{who} sits on a chair, feet flat, hands resting on the thighs, breathing out slowly.",
    "tilt-rest": ("{who} stands with back and head near a wall, feet a small step away, knees soft, breathing in."),
    "tilt-press": "{who} stands against a wall and presses the small of the back towards it, breathing out.",
    "cow": ("{who} kneels on hands and knees, lifts the tail bone gently and looks a little forward, breathing in."),
    "cat": "{who} kneels on hands and knees, rounds the back up and lets the head hang, breathing out.",
    "hip-stretch": ("{who} stands in a doorway holding the frame, one foot back, tail tucked, hips easing forward."),
    "bridge-sofa-rest": ("{who} sits on the floor, upper back and head resting on a sofa, knees bent, breathing in."),
    "bridge-sofa": ("{who} leans back on a sofa and lifts the hips a little; the chest stays higher than the hips."),
    "bridge-flat-rest": "{who} lies flat on a mat, knees bent, feet on the floor, breathing in.",
    "bridge-flat": "{who} lies on a mat with knees bent and lifts the hips, breathing out.",
    "bird-dog-rest": "{who} kneels on hands and knees, back long like a table, breathing in.",
    "bird-dog": ("{who} kneels on hands and knees with a long back and slides one foot back, toes on the floor."),
    "walk-in": "{who} walks tall with small steps, arms loose, barefoot indoors.",
    "walk-2": "{who} walks and brings the weight onto the front foot.",
    "walk-3": "{who} walks, one foot passing the other.",
    "walk-4": "{who} walks and pushes off gently from the back foot.",
    "hinge-down": "{who} bends at the hips with soft knees and a long back to hold a box close.",
    "hinge-up": "{who} stands up holding a box close to the body, breathing out.",
    "sleep-side": (
        "{who} lies asleep on one side, pillows under the head, between the knees and in front. Seen from above."
    ),
    "feeding": "{who} sits back in an armchair, feet on a low stool, feeding a baby on a pillow.",
    "cot-lift": "{who} bends at the hips with soft knees and a long back to lift a baby from a cot.",
    "now": "{who} stands calmly, one hand resting on the low back.",
    "reset-seated-forward": "{who} sits tall on a chair and tips the pelvis a little forward, breathing in.",
    "reset-seated-back": "{who} sits on a chair and rolls the pelvis a little back, breathing out.",
    "tilt-seated": ("{who} sits on a chair and draws the small of the back towards the backrest, breathing out."),
    "breath-side": ("{who} lies on one side, a pillow between the knees, breathing out slowly. Seen from above."),
    "warm-pack": "{who} sits in an armchair with a covered warm pack behind the low back.",
    "walk-out": "{who} walks outside on a flat path in comfy shoes.",
    "cow-worktop": (
        "{who} stands with hands on a worktop, hips back, lifting the tail bone gently "
        "and looking forward, breathing in."
    ),
    "cat-worktop": "{who} stands with hands on a worktop and rounds the back, head hanging, breathing out.",
    "hip-stretch-stool": (
        "{who} half sits on a high stool, holding a door frame, with one leg back and the tail tucked."
    ),
    "sit-stand-down": "{who} sits on a chair, leaning forward from the hips, feet flat, ready to stand.",
    "sit-stand-rise": "{who} rises slowly from a chair, arms forward, breathing out.",
    "sit-stand-up": "{who} stands tall in front of a chair, breathing in.",
    "tap-worktop-rest": "{who} stands tall with both feet under the hips and hands on a worktop.",
    "tap-worktop": "{who} stands with hands on a worktop and taps one foot back.",
    "hinge-thighs-rest": "{who} stands tall, hands resting on the front of the thighs, breathing out.",
    "hinge-thighs": "{who} pushes the hips back with a long back, hands sliding down the thighs.",
    "belt": "{who} stands wearing a soft belt under the bump and round the low back.",
    "phone": "{who} sits in an armchair, calm, with a phone at the ear.",
    "phone-standing": "{who} stands, calm, with a phone at the ear.",
    "side-plank-rest": "{who} lies on one side on a mat, propped on the forearm, knees bent.",
    "side-plank": ("{who} lies on one side, propped on forearm and knees, and lifts the hips in line, breathing."),
    "side-plank-wall": "{who} stands sideways to a wall, leaning on one forearm, feet a small step away.",
    "desk": "{who} sits at a desk, cushion behind the low back, feet on a low step, elbows by the sides.",
    "carry": "{who} walks with the shopping split into two bags, one on each side.",
    "kneel-lift": "{who} kneels on one knee with a long back to lift a basket close to the body.",
    "sink-foot": "{who} stands at a worktop with one foot resting on a low stool.",
    "march-seated": "{who} sits tall on a chair and lifts one foot a little, as if marching.",
    "hold-baby": "{who} stands tall, holding a baby upright and close to the chest.",
}


def subject(stage: str, week: int | None) -> str:
    """Who is shown, without guessing more than we know."""
    if stage == "pregnant":
        return "Someone in early pregnancy" if week is not None and week < 13 else "Someone pregnant"
    return "Someone"


def sentence(pose: str, stage: str, week: int | None) -> str:
    """The plain description of one pose."""
    if pose not in WORDS:
        raise ValueError(f"no pose is called {pose!r}; see figures.poses()")
    return WORDS[pose].format(who=subject(stage, week))
