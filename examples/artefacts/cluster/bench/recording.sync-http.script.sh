#!/bin/sh
# Request recording in environment bench, as synchronous HTTP.
#
# Usage: sh SCRIPT
#
# The result goes to standard output, all else to standard error. It needs curl 7.76 or later and the tools of a POSIX
# system, reads no .curlrc, and goes through a proxy where https_proxy names one.
#
# Variables that it needs:
#   CPD_TOKEN: the access token
# Variables that it heeds:
#   STT_ATTEMPTS: how often it tries a call that may be repeated (5)
#   STT_RETRY_SECONDS: the pause before the second try; each later one is twice as long (2)
#   STT_CONNECT_SECONDS: how long a connection may take to come about (20)
#   STT_TOTAL_SECONDS: how long the call with the audio may take
#   (two minutes, and what the upload takes at 128 KB/s, and as long as the audio lasts)
# Exit status:
#   0  done
#   1  something else went wrong: the result could not be written, for example
#   2  the call is wrong: a variable, a tool or the authority's certificate is missing
#   3  the audio is missing, cannot be read, or is not of a size that the service takes
#   4  the credentials were refused (401, 403)
#   5  the request was refused (another 4xx)
#   6  the service was not reached, is not trusted, or failed (429, 5xx)
#   129, 130, 143  ended by a signal

{ set +ax; } 2>/dev/null # no secret in a trace, and none in the environment of other programs
set -eu
umask 077
unset config told kept # they will hold secrets; from the environment, they would go back there

say() { printf '%s\n' "$*" >&2 || :; } # where nobody listens, it goes on

# Ends the script: STATUS TEXT
fail() {
  say "error: $2"
  exit "$1"
}

[ "$#" -eq 0 ] || fail 2 'it takes no arguments'
missing=''
# NAME VALUE PURPOSE
need() {
  if [ -z "$2" ]; then
    say "error: set $1: $3"
    missing=yes
  fi
}
need CPD_TOKEN "${CPD_TOKEN:-}" 'the access token'
# NAME VALUE
whole() {
  case $2 in
  '' | *[!0-9]* | 0?* | ??????????*)
    say "error: $1 must be a whole number: $2"
    missing=yes
    ;;
  esac
}
attempts=${STT_ATTEMPTS:-5}
whole STT_ATTEMPTS "$attempts"
retry_seconds=${STT_RETRY_SECONDS:-2}
whole STT_RETRY_SECONDS "$retry_seconds"
connect_seconds=${STT_CONNECT_SECONDS:-20}
whole STT_CONNECT_SECONDS "$connect_seconds"
total_seconds=${STT_TOTAL_SECONDS:-0}
whole STT_TOTAL_SECONDS "$total_seconds"
for tool in awk cat curl date mktemp od rm sed sleep tr wc; do
  if ! command -v "$tool" >/dev/null; then
    say "error: install $tool"
    missing=yes
  fi
done
[ -z "$missing" ] || exit 2
case $(command -v printf) in
/*) fail 2 'run it with a shell that has printf built in: what another program is given, others can see' ;;
esac
# Kept from the environment of the programs below.
kept=${CPD_TOKEN:?set CPD_TOKEN}
unset CPD_TOKEN
CPD_TOKEN=$kept
unset kept
# A control character would end the header, a blank at its end get lost: NAME VALUE
sendable() {
  [ "$(printf '%s' "$2" | LC_ALL=C tr -d '\000-\010\012-\037\177')" = "${2%[[:blank:]]}" ] ||
    fail 2 "no header can carry the value of $1: it has a control character in it, or a blank at its end"
}
sendable Authorization "${CPD_TOKEN:?set CPD_TOKEN}"
version=$(curl --disable --version)
version=${version#curl }
version=${version%%[!0-9.]*}
case $version in
[0-9]*.[0-9]*) ;;
*) fail 2 'curl does not say its version' ;;
esac
minor=${version#*.}
if [ "${version%%.*}" -lt 7 ] || { [ "${version%%.*}" -eq 7 ] && [ "${minor%%.*}" -lt 76 ]; }; then
  fail 2 "install curl 7.76 or later: this is $version"
fi
ca_file=certs/cpd.pem
if [ ! -f "$ca_file" ] || [ ! -r "$ca_file" ]; then
  fail 2 "cannot read the authority's certificate: $ca_file"
fi
set -- call.wav
bytes=0
# The size of a file is added to $bytes: FILE
measure() {
  if [ ! -f "$1" ] || [ "$1" = - ]; then fail 3 "there is no file $1"; fi
  [ -r "$1" ] || fail 3 "cannot read $1"
  size=$(($(wc -c <"$1")))
  [ "$size" -ge 100 ] || fail 3 "$1 has $size bytes: the service takes no fewer than 100"
  bytes=$((bytes + size))
  [ "$bytes" -le 104857600 ] || fail 3 "$1 is too large: the service takes 100 MB at most"
}
for file do measure "$file"; done
# Two minutes, and what the upload takes at 128 KB/s; then the service is given as long as the audio lasts, by the
# documentation's estimate for its format.
[ "$total_seconds" -gt 0 ] || total_seconds=$((120 + bytes / 131072 + bytes / 31775))
child=''
work=''
finish() {
  code=$?
  trap '' HUP INT TERM
  if [ -n "$child" ]; then
    kill "$child" 2>/dev/null || :
    wait "$child" 2>/dev/null || :
  fi
  [ -z "$work" ] || rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
work=$(mktemp -d "${TMPDIR:-/tmp}/stt.XXXXXXXX")

# An option of curl's configuration: NAME VALUE
option() {
  printf '%s\n' "$2" | LC_ALL=C sed 's/[\\"]/\\&/g' |
    LC_ALL=C awk -v name="$1" '
      NR == 1 { printf "%s", name " = \"" $0 }
      NR > 1 { printf "%s", "\\n" $0 }
      END { print "\"" }'
}

# The texts at some paths of the JSON on standard input, a line each; `[]` stands for the items of a list: PATH...
texts() {
  LC_ALL=C awk -v RS='"' -v wanted=" $* " '
    function here() { return level == 0 ? "" : above[level] (kind[level] == "{" ? "." key[level] : "[]") }
    function show() {
      if (have && index(wanted, " " here() " ")) {
        gsub(/\\\//, "/", text)
        gsub(/\\"/, "\"", text)
        print text
      }
      have = 0
    }
    inside {
      text = text $0
      if (match($0, /\\+$/) && RLENGTH % 2) text = text "\"" # the quote belongs to the text
      else { inside = 0; have = 1 }
      next
    }
    {
      gsub(/[^][{}:,]/, "")
      for (i = 1; i <= length($0); i++) {
        sign = substr($0, i, 1)
        if (sign == ":") { key[level] = text; have = 0 }
        else if (sign == "{" || sign == "[") { path = here(); level++; above[level] = path; kind[level] = sign }
        else { show(); if (sign != "," && level > 0) level-- }
      }
      inside = 1
      text = ""
    }' | LC_ALL=C tr -d '\000-\011\013-\037\177'
}

nap() {
  sleep "$1" &
  child=$!
  wait "$child"
  child=''
}

# What every call has: SECONDS
basics() {
  printf '%s\n' silent show-error fail-with-body globoff "connect-timeout = $connect_seconds" "max-time = $1"
  printf '%s\n' 'write-out = "\n%{http_code} %{time_pretransfer}\n"'
  option cacert "$ca_file"
}
line_end='
'

# Whether a call is worth another try, after a pause: WHEN
#   never: it is not
#   unsent: where there was no connection, so that nothing was sent
#   busy: also where the service has no time (429, 503)
#   any: also where the connection was lost
again() {
  told=${told##*"$line_end"}
  http=${told%% *}
  case ${told#* } in
  *[1-9]*) sent=yes ;; # curl was about to send something so many seconds after it began
  *) sent=no ;;
  esac
  case $1:$failed:$http:$sent in
  never:*) return 1 ;;
  *:[567]:*:no | *:28:*:no | *:35:*:no) problem='no connection' ;;
  busy:22:429:* | busy:22:503:* | any:22:429:* | any:22:503:*) problem="HTTP $http" ;;
  any:18:* | any:28:* | any:52:* | any:55:* | any:56:*) problem='the connection was lost' ;;
  *) return 1 ;;
  esac
  tried=$((tried + 1))
  [ "$tried" -lt "$attempts" ] || return 1
  say "$problem: try $((tried + 1)) of $attempts in $pause seconds"
  nap "$pause"
  pause=$((pause * 2))
}

# Makes the call of $config, whose answer is then in $work/answer: WHEN
call() {
  tried=0
  pause=$retry_seconds
  while :; do
    failed=0
    : >"$work/answer"
    printf '%s\n' "$config" | curl --disable --config - >"$work/told" &
    child=$!
    wait "$child" || failed=$?
    child=''
    told=$(cat "$work/told")
    again "$1" || break
  done
}

answered() { cat "$work/answer"; }

# Ends the script where the last call failed: PURPOSE
check() {
  case $failed:$http in
  0:2*) return ;;
  22:401 | 22:403) code=4 ;;
  22:429 | 22:5??) code=6 ;;
  22:*) code=5 ;;
  26:*) code=3 ;;
  *) code=6 ;;
  esac
  case $failed in
  0 | 22) ;;
  *) fail "$code" "$1: no answer (exit status $failed of curl)" ;;
  esac
  reason=$(answered | texts .error .errorMessage .message)
  fail "$code" "$1: HTTP $http${reason:+: $reason}"
}

# What the service did not understand it ignores, and says so.
warnings() {
  texts .warnings '.warnings[]' '.results[].warnings' '.results[].warnings[]' <"$work/answer" | sed 's/^/warning: /' >&2
}

# What every call of the service has: SECONDS
service() {
  basics "$1"
  option output "$work/answer"
  option oauth2-bearer "${CPD_TOKEN:?set CPD_TOKEN}"
}

address=https://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api/v1/recognize
query="model=en-US_NarrowbandModel&acoustic_customization_id=0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f&timestamps=true"
request() {
  service "$total_seconds"
  option request POST
  option url "$address${query:+?$query}"
  option header 'Content-Type: audio/wav'
  option upload-file "$1"
}

say 'sending the audio'
config=$(request "$@")
call busy
check 'the request'
warnings
cat "$work/answer"
