"""Her own words: which findings a text holds, whose they are and when, and what that raises.

Pure Python, linear in the length of the text, no regular expression that can run away: it runs on her phone.
"""

from steadyback.engine.own_words.grammar import PhraseError as PhraseError
from steadyback.engine.own_words.lexicon import Lexicon as Lexicon
from steadyback.engine.own_words.lexicon import compile_lexicon as compile_lexicon
from steadyback.engine.own_words.lexicon import lexicon_of as lexicon_of
from steadyback.engine.own_words.reading import Mention as Mention
from steadyback.engine.own_words.reading import Reading as Reading
from steadyback.engine.own_words.reading import read_words as read_words
from steadyback.engine.own_words.replies import words_to_replies as words_to_replies
