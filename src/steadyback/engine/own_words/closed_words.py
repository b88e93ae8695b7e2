"""The small closed sets of English words that scope, numbers and endings stand on."""

#: Words that may stand inside a phrase and change nothing: "waters have gone", "hands are all swollen".
FILLERS = frozenset({
    "have", "has", "had", "been", "being", "be", "got", "get", "like", "sort", "kind", "of", "all", "bit", "um", "erm",
    "uh", "er", "still", "honestly", "too", "slightly", "dead", "bloody", "right", "properly", "sorta", "kinda", "gone",
    "going", "feel", "feels",
})  # fmt: skip
#: After one of these a figure 2 is "to".
BEFORE_TO = frozenset({
    "want", "wanted", "wants", "need", "needs", "going", "goin", "got", "have", "able", "trying", "tryin", "used",
    "had", "has", "ready", "hard", "scared", "like", "about", "start", "started",
})  # fmt: skip
#: Short words that are run together with the next one: "iwee", "nobleeding".
RUN_ON = frozenset({
    "i", "im", "ive", "my", "no", "a", "is", "it", "its", "in", "on", "to", "so", "we", "he", "me", "and", "the",
    "not", "cant", "dont", "but", "at", "if",
})  # fmt: skip
#: Marks that end a sentence.
END = frozenset({
    ".", "!", "?", "…", "\n",
})  # fmt: skip
#: Before "fine" or "normal" one of these turns it round, as a not does.
FAR_FROM = frozenset({
    "than", "far", "hardly", "barely", "less", "until", "aint", "didnt", "wasnt", "werent", "arent", "nothing",
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
#: However they are spelt: "tempracher", "thermomiter".
HEAT_BEGINS = ("tempe", "tempr", "tempa", "thermo", "therma", "thurmo")
#: "Not exactly numb" is no denial.
HEDGES = frozenset({
    "exactly", "quite", "per", "totally", "completely", "fully", "entirely", "strictly",
})  # fmt: skip
#: Words for her that are as little as "my" when somebody writes for her.
HER = frozenset({
    "she", "her", "shes", "hers", "herself",
})  # fmt: skip
#: The child.
CHILD = frozenset({
    "baby", "babies", "babe", "bubs", "bump", "twins", "child", "son", "daughter", "newborn", "bairn", "little",
})  # fmt: skip
#: A sentence that begins with one of these asks, with or without its mark.
ASKING = frozenset({
    "what", "wot", "wat", "whats", "when", "how", "hows", "which", "would", "could", "should", "will", "can", "does",
    "do", "is", "are", "if", "suppose", "supposing", "where", "why", "say", "wd", "wud", "cud",
})  # fmt: skip
#: In a question these are nobody in particular.
ANYBODY = frozenset({
    "women", "people", "everyone", "mums", "ladies", "folk", "girls", "moms", "anyone", "someone", "somebody",
})  # fmt: skip
#: After "I" or "I am" one of these says nothing of the writer's own body.
TALK = frozenset({
    "think", "thought", "worried", "asking", "writing", "ringing", "calling", "messaging", "typing", "know", "want",
    "wondering", "wonder", "scared", "concerned", "rang", "told", "said", "say", "dont", "need", "help", "hope",
    "should", "do", "her", "his", "frightened", "terrified", "panicking", "noticed", "saw", "took", "checked", "found",
    "see", "believe", "guess", "reckon", "suggested", "asked", "keep", "tried", "sure", "can", "out", "at",
})  # fmt: skip
#: After "so" one of these shows that nothing new begins.
SO_MUCH = frozenset({
    "bad", "badly", "much", "many", "long", "hard", "heavy", "heavily", "sore", "tired", "intense", "painful", "far",
    "good", "well", "severe", "stiff", "strong", "weak", "numb", "swollen", "often", "tight", "dizzy", "rough", "ill",
    "unwell", "low", "scared", "worried", "sharp", "itchy",
})  # fmt: skip
#: They stand between "I am" and what is said.
SOFTENERS = frozenset({
    "am", "just", "really", "so", "very", "not", "only", "a", "bit", "quite", "dead", "well", "getting", "the",
})  # fmt: skip
#: She may be one of these, too, when nobody speaks of herself.
KIN = frozenset({
    "daughter", "sister", "friend", "mate", "niece", "cousin", "sil", "bestie", "neighbour", "girl", "husband",
    "stepdaughter", "granddaughter", "flatmate", "housemate",
})  # fmt: skip
#: "In my group", "next to me", "told me": after one of these "my" and "me" turn nothing to herself.
BESIDE = frozenset({
    "in", "at", "from", "on", "to", "told", "tells", "telling", "beside", "behind", "than", "near", "asked", "asks",
    "sent", "showed", "texted", "messaged", "rang", "phoned",
})  # fmt: skip
#: After "no fever," one of these shows that the list goes on.
LIST_GOES_ON = frozenset({
    "or", "nor", "anything", "owt", "etc", "whatever", "any",
})  # fmt: skip
#: One of these in a list shows that it tells what is so: "No bleeding, bad headache, swollen hands."
TELLS_MORE = frozenset({
    "bad", "severe", "awful", "terrible", "horrible", "worst", "worse", "heavy", "bright", "sudden", "suddenly",
    "massive", "huge", "really", "very", "lots", "loads", "some", "bit", "little", "slight", "mild", "since", "now",
    "still", "again", "constant", "always", "today", "tonight", "yesterday", "new", "just", "only", "splitting",
    "banging", "pounding", "swollen", "hard", "hot", "red", "numb", "weak", "blurry", "fresh", "dark", "green",
    "yellow", "smelly", "high", "rigid", "tight", "left", "right", "both", "cant", "wont", "lost", "less", "reduced",
    "fewer", "racing", "stabbing", "sharp", "burning", "shaking", "fainted", "collapsed", "bled", "but", "with",
    "though", "more", "killing", "agony", "tender", "sore", "please", "help", "urgent", "soaked", "gushing",
})  # fmt: skip
#: Words that link.
LINKS = frozenset({
    "and", "n", "plus", "also",
})  # fmt: skip
#: Words that make a finding of its own with a not in it.
NOTS = frozenset({
    "no", "not", "never", "without", "none", "nothing", "unable", "cant", "couldnt", "dont", "doesnt", "havent",
    "hasnt", "isnt", "wont",
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
#: The same, when one of the words for it stands near: "the machine says 150 and 98".
LIKE_OVER = frozenset({
    "and", "an", "n", "upon", "by",
})  # fmt: skip
PRESSURE = frozenset({
    "bp", "pressure", "pressures", "presure", "preshure", "blood", "machine", "monitor", "cuff", "reading", "readings",
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
    "im", "ive", "its", "theres",
})  # fmt: skip
#: "If my waters have …": it may be so. "If my waters go": it is only supposed.
SO_NOW = frozenset({
    "have", "has", "is", "are", "keep", "keeps", "hasnt", "havent", "isnt", "arent", "wont", "cant", "been", "feels",
    "hurts",
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
    "spotted", "timing", "timed", "butt", "butts", "scared", "here", "note", "noted", "notes", "made", "huge", "plane",
    "site", "sites", "stripe", "stripes", "mine", "pile", "piles", "bile", "file", "files", "care", "cared", "caring",
    "pal", "pals", "tiles",
})  # fmt: skip
#: Those of them that leave no doubt.
WIFE = frozenset({
    "wife", "girlfriend", "missus", "misses", "fiancee", "gf",
})  # fmt: skip
