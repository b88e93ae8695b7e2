"""The command line: the clock, the files and the terminal."""
