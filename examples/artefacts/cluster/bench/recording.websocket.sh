#!/bin/sh
# Request recording, environment bench, interface websocket.
# Needs: websocat 1.11 or a later 1.x.
# Websocat takes the access token in its arguments: while it runs, the list of processes shows it.

{ set +ax; } 2>/dev/null # no secret in a trace, and none in the environment of other programs
: "${CPD_TOKEN:?set CPD_TOKEN}"
for tool in base64 websocat; do
  command -v "$tool" >/dev/null || { echo "failed: install $tool" >&2 && exit 2; }
done
exec 3>&1 4<call.wav # 3: the results, 4: the audio
token="${CPD_TOKEN:?set CPD_TOKEN}"

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
  'wss://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f' \
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

printf '%s\n' '{"action": "start", "content-type": "audio/wav", "timestamps": true}'
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
