"""Functions of a POSIX shell that quote what only a running script knows: its variables.

Each takes a text and prints it in another language. They need `printf` to be part of the shell, so that no value is
ever an argument of a program, and no awk newer than POSIX has it.
"""

from __future__ import annotations

OPTION = r"""
# An option of curl's configuration: NAME VALUE
option() {
  printf '%s\n' "$2" | LC_ALL=C sed 's/[\\"]/\\&/g' |
    LC_ALL=C awk -v name="$1" '
      NR == 1 { printf "%s", name " = \"" $0 }
      NR > 1 { printf "%s", "\\n" $0 }
      END { print "\"" }'
}
""".strip()
"""curl.1, --config: in double quotes a backslash goes before itself and before a quote, and `\\n` is a line end."""

PART = r"""
# A file of a form, as curl writes it: FILE
part() {
  printf '%s\n' "$1" | LC_ALL=C sed 's/[\\"]/\\&/g' |
    LC_ALL=C awk '
      NR == 1 { printf "%s", "upload=@\"" $0 }
      NR > 1 { printf "%s", "\n" $0 }
      END { print "\"" }'
}
""".strip()
"""curl.1, --form: in double quotes a backslash goes before itself and before a quote."""

ENCODED = r"""
# A value of a query, each of its bytes percent-encoded: VALUE
encoded() { printf '%s' "$1" | LC_ALL=C od -A n -t x1 -v | LC_ALL=C tr -d ' \t\n' | sed 's/../%&/g'; }
""".strip()
"""RFC 3986, 2.1: what needs no encoding may have it."""

JSON = r"""
# A string of JSON: VALUE
json() {
  printf '%s\n' "$1" | LC_ALL=C awk '
    BEGIN {
      for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i)
      code["\\"] = "\\\\"
      code["\""] = "\\\""
      printf "\""
    }
    {
      if (NR > 1) printf "%s", "\\n"
      for (i = 1; i <= length($0); i++) {
        char = substr($0, i, 1)
        printf "%s", (char in code) ? code[char] : char
      }
    }
    END { print "\"" }'
}
""".strip()
"""RFC 8259, 7."""
