#!/bin/sh
# Request live, environment production, interface websocket.
# Needs: websocat 1.11 or a later 1.x and curl 7.76 or later.
# Websocat takes the access token in its arguments: while it runs, the list of processes shows it.
#
# Calls as they come in; the model is not the default one, so it is named.

{ set +ax; } 2>/dev/null # no secret in a trace, and none in the environment of other programs
: "${STT_INSTANCE_ID:?set STT_INSTANCE_ID}"
: "${STT_APIKEY:?set STT_APIKEY}"
for tool in base64 curl websocat; do
  command -v "$tool" >/dev/null || { echo "failed: install $tool" >&2 && exit 2; }
done
exec 3>&1 4<audio-file.flac # 3: the results, 4: the audio

if ! answer=$(printf '%s' "${STT_APIKEY:?set STT_APIKEY}" |
  curl --disable --silent --show-error --fail-with-body --connect-timeout 20 --max-time 60 \
    --data-urlencode grant_type=urn:ibm:params:oauth:grant-type:apikey \
    --data-urlencode apikey@- \
    https://iam.cloud.ibm.com/identity/token); then
  printf 'failed: no token: %s\n' "$answer" >&2
  exit 1
fi
token=$(printf '%s\n' "$answer" | tr -d '\n' | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')
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
websocat --text --base64 --binary-prefix=B --buffer-size=16777216 \
  --exit-on-eof --close-status-code=1000 --header="Authorization: Bearer $token" \
  "wss://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?set STT_INSTANCE_ID}/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-b5ff-4866-824e-6bba1a84fe96" \
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

printf '%s\n' '{"action": "start", "content-type": "audio/flac"}'
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
