"""Our words: urgency, answers, stages and weeks. Imports nothing of ours."""
