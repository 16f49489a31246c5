#!/bin/sh
# Request microphone, environment on-prem, interface websocket.
# Needs: websocat 1.11 or a later 1.x and curl 7.76 or later.
# Websocat takes the access token in its arguments: while it runs, the list of processes shows it.
#
# Audio as the caller streams it, of a type that the service finds out.

{ set +ax; } 2>/dev/null # no secret in a trace, and none in the environment of other programs
: "${CPD_USER:?set CPD_USER}"
: "${CPD_PASSWORD:?set CPD_PASSWORD}"
for tool in base64 curl websocat; do
  command -v "$tool" >/dev/null || { echo "failed: install $tool" >&2 && exit 2; }
done
exec 3>&1 4<&0 # 3: the results, 4: the audio

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

if ! answer=$(printf '{"username": %s, "password": %s}' "$(json "${CPD_USER:?set CPD_USER}")" "$(json "${CPD_PASSWORD:?set CPD_PASSWORD}")" |
  curl --disable --silent --show-error --fail-with-body --connect-timeout 20 --max-time 60 \
    --header 'Content-Type: application/json' \
    --data-binary @- \
    --cacert certs/cpd.pem \
    https://cpd.example.com/icp4d-api/v1/authorize); then
  printf 'failed: no token: %s\n' "$answer" >&2
  exit 1
fi
token=$(printf '%s\n' "$answer" | tr -d '\n' | sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p')
if [ -z "$token" ]; then
  echo 'failed: the answer to the credentials holds no token' >&2
  exit 1
fi

# Whether the session came to its end.
concluded() {
  read -r ended || ended=''
  [ -n "$ended" ] || echo 'failed: the session ended before all was transcribed' >&2
  [ "$ended" = complete ]
}

# A line from the session is a message, and one that begins with B is audio in Base64; 5: how it ended. When a connection
# closes websocat kills what it has started: that is not the session itself, which reads on to the last message.
SSL_CERT_FILE=certs/cpd.pem websocat --text --base64 --binary-prefix=B --buffer-size=16777216 \
  --exit-on-eof --close-status-code=1000 --header="Authorization: Bearer $token" \
  'wss://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=9b2e0c1d-7f3a-4c55-8d21-0a1b2c3d4e5f' \
  'sh-c:sh /dev/fd/6; :' 5>&1 >&2 6<<'SESSION' | concluded
send() {
  exec <&4 2>/dev/null 3>&- 4<&- 5>&- 6<&- # a program that waits for audio keeps nobody else waiting
  while
    piece=$(dd bs=1000000 count=1 2>/dev/null | base64 | tr -d '\n')
    [ -n "$piece" ]
  do
    printf 'B%s\n' "$piece"
  done
  printf '%s\n' '{"action": "stop"}'
}

printf '%s\n' '{"action": "start", "interim_results": true}'
sender='' ended=''
while [ -z "$ended" ] && IFS= read -r message; do
  case $message in
  *'"warnings":'* | *'"warnings" :'*) printf 'warning: %s\n' "$message" >&2 ;;
  esac
  case ${message%%:*} in
  *'"error"'*)
    printf 'failed: %s\n' "$message" >&2
    ended=failed
    ;;
  *'"warnings"'*) ;;
  *'"state"'*)
    if [ -n "$sender" ]; then
      ended=complete
    else
      send &
      sender=$!
    fi
    ;;
  *) printf '%s\n' "$message" >&3 ;;
  esac
done
[ -z "$sender" ] || kill "$sender" 2>/dev/null # where it waits for audio
echo "$ended" >&5
SESSION
