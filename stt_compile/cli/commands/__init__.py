"""The commands: a file is one, named as it is called, and listing them imports none."""
