"""The version of the program, alone in a module that imports nothing."""

VERSION = "0.1.0"
