"""``steadyback triage``: how soon, from answers or her own words. Kept light: it must start at once."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Mapping
from typing import IO, Any

from steadyback.cli.complaint import Complaint
from steadyback.cli.help_lines import HelpLines
from steadyback.cli.shelf import open_table
from steadyback.engine.fast import FastTable
from steadyback.engine.quick import assess_quickly, read_answers
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week

EXAMPLES = """examples:
  steadyback triage --stage pregnant --weeks 31 --answers answers.json --json
  echo '{"fever-any": "yes"}' | steadyback triage --stage postpartum --weeks 2 --birth caesarean --answers -
  steadyback triage --stage pregnant --weeks 31 --text "woke up with wet pj bottoms, clear" --json
  steadyback triage --batch cases.jsonl --json

answers.json holds {"<finding id>": "yes" | "no" | "unsure"}; `steadyback content list --json` names the ids.
Leave --weeks out when they are not known: more is asked then, never less.
Words can only raise the urgency. Text that cannot be read is said to be unread, and is never good news."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "triage",
        help="how soon she needs care, from answers or her own words",
        description="How soon she needs care, from answers, her own words, or both.",
        epilog=EXAMPLES,
        formatter_class=HelpLines,
    )
    parser.add_argument("--stage", choices=[Stage.PREGNANT.value, Stage.POSTPARTUM.value])
    parser.add_argument("--weeks", help="completed weeks of pregnancy, or since the birth: 31, or 31+4")
    parser.add_argument("--birth", choices=[mode.value for mode in BirthMode if mode is not BirthMode.UNKNOWN])
    parser.add_argument("--answers", metavar="FILE", help="a JSON file of answers, or - for standard input")
    parser.add_argument("--text", metavar="WORDS", help="her own words")
    parser.add_argument("--text-file", metavar="FILE", help="her own words in a file, or - for standard input")
    parser.add_argument("--batch", metavar="FILE", help="JSON Lines, one case a line, or - for standard input")
    parser.add_argument("--trace", action="store_true", help="with --json: a reason for every rule tried")
    parser.add_argument("--json", action="store_true", help="print data, not words")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    gc.disable()  # one short decision makes no rings of objects worth looking for
    fast = FastTable(open_table())
    if args.batch:
        gc.enable()
        return _run_batch(fast, args.batch)
    if not args.stage:
        raise Complaint("triage: no stage was given; add --stage pregnant or --stage postpartum")
    timing = read_timing(args.stage, args.weeks, args.birth)
    if args.text is not None and args.text_file:
        raise Complaint("triage: two texts were given; use --text or --text-file, not both")
    answers = read_answers(_read_object(args.answers) if args.answers else {}, fast)
    text = read_text(args.text_file) if args.text_file else args.text
    if text is None:
        found = assess_quickly(fast, answers, timing)
    else:
        from steadyback.cli.own_words import assess_with_words, open_lexicon

        found = assess_with_words(fast, open_lexicon(), text, answers, timing)
        answers = {name: value for name, value in found["findings"].items() if value != "unanswered"}
    if args.trace:
        found["trace"] = _trace(answers, timing)
    print(json.dumps(found, ensure_ascii=False) if args.json else in_words(found))
    return 0


def read_timing(stage: object, weeks: object, birth: object) -> Timing:
    """The timing of a command line or a case. ValueError, with the mend, when there is none such."""
    if stage not in (Stage.PREGNANT.value, Stage.POSTPARTUM.value):
        raise ValueError(f"stage {stage!r} is not known; use pregnant or postpartum")
    if birth is not None and birth not in {mode.value for mode in BirthMode}:
        raise ValueError(f"birth {birth!r} is not known; use vaginal, assisted or caesarean")
    mode = BirthMode(birth) if birth else BirthMode.UNKNOWN
    if weeks is None:
        return at_week(Stage(stage), None, birth=mode)
    if isinstance(weeks, float) and weeks.is_integer():
        weeks = int(weeks)
    whole, plus, day = str(weeks).partition("+")
    if isinstance(weeks, bool) or not whole.isdigit() or (plus and not day.isdigit()):
        raise ValueError(f"weeks {weeks!r} cannot be read; give completed weeks such as 31, or 31+4")
    return at_week(Stage(stage), int(whole), day=int(day) if plus else None, birth=mode)


def _trace(answers: Mapping[str, object], timing: Timing) -> list[dict[str, str]]:
    from steadyback.cli.shelf import open_knowledge
    from steadyback.engine.replies import read_replies
    from steadyback.engine.rulebook import rulebook_of
    from steadyback.engine.triage import assess

    rulebook = rulebook_of(open_knowledge())
    reasons = assess(rulebook, read_replies(answers, rulebook.naming), timing).trace
    return [{"id": one.flag, "rule": one.part, "urgency": one.urgency.slug, "verdict": one.verdict} for one in reasons]


def _read_object(path: str) -> dict[str, object]:
    text = read_text(path)
    try:
        found = json.loads(text, object_pairs_hook=_keep_worst)
    except ValueError as error:
        raise Complaint(f'{path}: this is not JSON ({error}); write {{"finding-id": "yes"}}') from None
    if not isinstance(found, dict):
        raise Complaint(f'{path}: answers are wanted as one object; write {{"finding-id": "yes"}}')
    return found


def _keep_worst(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A key that stands twice keeps the more worrying of its two answers."""
    order = {"no": 1, "unsure": 2, "yes": 3}
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found and isinstance(value, str) and isinstance(found[name], str):
            found[name] = max(value, found[name], key=lambda word: order.get(str(word).lower(), 9))
        else:
            found[name] = value
    return found


def read_text(path: str) -> str:
    """The text of a file, or of standard input for ``-``. Complaint when it cannot be read."""
    try:
        if path == "-":
            return sys.stdin.read()
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError:
        raise Complaint(f"{path}: this is not UTF-8 text; save it again as UTF-8") from None
    except OSError as error:
        raise Complaint(f"{path}: it cannot be read ({error.strerror}); check the name") from None


def _run_batch(fast: FastTable, path: str) -> int:
    """One object a line, in order, each with its case's id. The first bad line stops it before anything is lost."""
    lines = read_text(path).splitlines()
    results: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            results.append(_run_case(fast, line, f"{path}, line {number}"))
    _write(sys.stdout, results)
    return 0


def _write(stream: IO[str], results: list[str]) -> None:
    for result in results:
        stream.write(result + "\n")


def _run_case(fast: FastTable, line: str, place: str) -> str:
    try:
        case = json.loads(line, object_pairs_hook=_keep_worst)
    except ValueError as error:
        raise Complaint(f"{place}: this is not JSON ({error}); write one case a line") from None
    if not isinstance(case, dict):
        raise Complaint(f'{place}: a case is one object; write {{"id": …, "phase": …, "answers": …}}')
    found = judge_case(fast, case, place)
    return json.dumps({"id": case.get("id"), **found}, ensure_ascii=False)


def judge_case(fast: FastTable, case: Mapping[str, object], place: str) -> dict[str, Any]:
    """The assessment of one case: its answers, its text, or both. Complaint, naming ``place``, when it has neither."""
    answers, text = case.get("answers"), case.get("text")
    if answers is None and text is None:
        raise Complaint(f'{place}: there are no answers and no words; add "answers" or "text"')
    if answers is not None and not isinstance(answers, dict):
        raise Complaint(f'{place}: answers are one object; write "answers": {{"finding-id": "yes"}}')
    if text is not None and not isinstance(text, str):
        raise Complaint(f'{place}: her words are one text; write "text": "…"')
    try:
        timing = read_timing(case.get("phase", case.get("stage")), case.get("weeks"), case.get("birth"))
        read = read_answers(answers or {}, fast)
    except ValueError as error:
        raise Complaint(f"{place}: {error}") from None
    if not text:
        return assess_quickly(fast, read, timing)
    from steadyback.cli.own_words import assess_with_words, open_lexicon

    return assess_with_words(fast, open_lexicon(), text, read, timing)


_HEADLINES = {
    "emergency": "EMERGENCY: get help now.",
    "same-day": "SAME DAY: phone now, day or night, and be seen today.",
    "review": "REVIEW: book a visit within days.",
}


def in_words(found: Mapping[str, Any]) -> str:
    """An assessment for the terminal. It never reassures while anything that matters is unasked."""
    lines: list[str] = []
    if found["urgency"] in _HEADLINES:
        lines.append(_HEADLINES[found["urgency"]])
    elif found["unanswered"]:
        lines.append("NOT CHECKED YET: we cannot say that it is safe to stay at home.")
    else:
        lines.append("SELF-CARE: none of the signs that we ask about.")
    if found.get("text_is_unread"):
        lines.append(f"We could not read the words ({found['unread_because']}). Ask these first:")
        lines += [f"  {one['words']}" for one in found["ask_first"]]
    for one in found["fired"]:
        lines.append(f"  {one['urgency']}: {one['title']} [{one['id']}]")
        lines.append(f"      {one['words']}  Sources: {', '.join(one['sources'])}")
    if found["unanswered"]:
        lines.append(f"We could not check {len(found['unanswered'])} signs: {', '.join(found['unanswered'])}")
    lines.append("If you feel that something is badly wrong, get help even if nothing here matches.")
    return "\n".join(lines)
