"""The small closed sets of English words that scope, numbers and endings stand on."""

#: Marks that end a sentence.
END = frozenset({
    ".", "!", "?", "…", "\n",
})  # fmt: skip
#: Words that show that a list has ended and a new statement has begun.
FINITE = frozenset({
    "is", "are", "was", "were", "has", "have", "had", "got", "feel", "feels", "hurts", "hurt", "keeps", "cant",
    "cannot", "im", "ive", "its", "theres",
})  # fmt: skip
#: Words that show that a number is a temperature.
HEAT_WORDS = frozenset({
    "temp", "temperature", "temperatur", "fever", "thermometer", "degree", "degrees", "celsius", "c", "f",
    "fahrenheit", "reading",
})  # fmt: skip
#: "Not exactly numb" is no denial.
HEDGES = frozenset({
    "exactly", "quite", "per", "totally", "completely", "fully", "entirely", "strictly",
})  # fmt: skip
#: Words for her that are as little as "my" when somebody writes for her.
HER = frozenset({
    "she", "her", "shes", "hers", "herself",
})  # fmt: skip
#: Words that link.
LINKS = frozenset({
    "and", "n", "plus", "also",
})  # fmt: skip
#: Words that make a finding of its own with a not in it.
NOTS = frozenset({
    "no", "not", "never", "without", "none", "nothing", "unable", "cant", "couldnt", "dont", "doesnt", "havent",
    "hasnt", "isnt", "wont", "lost",
})  # fmt: skip
#: Words after a number that show that it is none.
NOT_HEAT = frozenset({
    "week", "weeks", "wk", "wks", "yr", "yrs", "year", "years", "month", "months", "day", "days", "min", "mins",
    "minute", "minutes", "hour", "hours", "am", "pm", "kg", "pounds", "lb", "lbs", "stone", "percent", "%", "+",
    "/", "ml", "cm", "inch", "inches", "bpm",
})  # fmt: skip
#: Words that show that something is so at present.
NOW = frozenset({
    "is", "are", "am", "im", "its", "cant", "feel", "feels", "hurts", "keeps", "wont", "isnt",
})  # fmt: skip
#: Words that go on with a denied list.
OR = frozenset({
    "or", "nor", "/",
})  # fmt: skip
#: What stands between the two numbers of a blood pressure.
OVER = frozenset({
    "over", "/", "on",
})  # fmt: skip
#: "My" before one of these shows that the writer speaks of her own body.
OWN_BODY = frozenset({
    "back", "bump", "belly", "tummy", "stomach", "leg", "legs", "head", "hips", "hip", "pelvis", "body", "bits",
    "foot", "feet", "calf", "thigh", "neck", "shoulder", "shoulders", "spine", "tailbone", "bladder", "chest",
    "hands", "face", "scar", "wound", "stitches", "waters", "ankle", "ankles", "bum", "side", "ribs", "arm", "arms",
    "eyes",
})  # fmt: skip
#: "I am" before one of these shows the same.
OWN_STATE = frozenset({
    "ache", "pregnant", "weak", "sore", "bleeding", "dizzy", "weed",
})  # fmt: skip
#: After an if they may say politely that it is so.
POLITE_IF = frozenset({
    "im", "ive", "my", "its", "theres", "i've", "i'm",
})  # fmt: skip
#: After one of these "my" begins nothing new.
PREPOSITIONS = frozenset({
    "in", "of", "on", "from", "to", "between", "round", "around", "down", "up", "through", "with", "at", "over",
    "under", "near", "inside", "by", "for",
})  # fmt: skip
#: Somebody already named.
PRONOUNS = frozenset({
    "she", "he", "they", "shes", "hes",
})  # fmt: skip
#: Words by which she speaks of herself.
SELF = frozenset({
    "i", "im", "ive", "id", "ill", "me", "my", "mine", "myself",
})  # fmt: skip
#: Who she is when somebody writes for her.
SHE = frozenset({
    "wife", "girlfriend", "missus", "misses", "partner", "fiancee", "gf", "she", "shes", "half", "lady", "woman",
    "patient",
})  # fmt: skip
#: Before a pronoun they tell when, not whose.
TIMES = frozenset({
    "since", "after", "when", "until", "before", "while", "because", "as",
})  # fmt: skip
#: Words whose ending is no ending.
WHOLE = frozenset({
    "morning", "evening", "nothing", "something", "anything", "everything", "during", "spring", "string", "thing",
    "need", "needed", "being", "wing", "king", "ring", "bring", "weed", "indeed", "speed", "bed", "red", "feed",
    "hundred", "sacred", "naked", "this", "his", "was", "has", "does", "yes", "its", "us", "bus", "plus", "gas",
    "always", "perhaps", "spine", "legs", "ankles", "used", "seed", "thumb", "tripped", "tripping", "spotting",
    "spotted", "timing", "timed",
})  # fmt: skip
#: Those of them that leave no doubt.
WIFE = frozenset({
    "wife", "girlfriend", "missus", "misses", "fiancee", "gf",
})  # fmt: skip
