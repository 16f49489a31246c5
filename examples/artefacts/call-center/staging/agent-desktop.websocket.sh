#!/bin/sh
# Request agent-desktop, environment staging, interface websocket.
# Needs: websocat 1.11 or a later 1.x and curl 7.76 or later.
# Websocat takes the access token in its arguments: while it runs, the list of processes shows it.
#
# What the agent says, word by word.

{ set +ax; } 2>/dev/null # no secret in a trace, and none in the environment of other programs
: "${STT_STAGING_INSTANCE_ID:?set STT_STAGING_INSTANCE_ID}"
: "${STT_STAGING_APIKEY:?set STT_STAGING_APIKEY}"
for tool in base64 curl websocat; do
  command -v "$tool" >/dev/null || { echo "failed: install $tool" >&2 && exit 2; }
done
exec 3>&1 4<live.flac # 3: the results, 4: the audio

if ! answer=$(printf '%s' "${STT_STAGING_APIKEY:?set STT_STAGING_APIKEY}" |
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
  "wss://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${STT_STAGING_INSTANCE_ID:?set STT_STAGING_INSTANCE_ID}/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=2f6d1b8e-90c4-4a37-b5e1-7c8d9e0f1a2b&language_customization_id=3a7e2c9f-01d5-4b48-86f2-8d9e0f1a2b3c" \
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

printf '%s\n' '{"action": "start", "customization_weight": 0.3, "content-type": "audio/flac", "interim_results": true, "inactivity_timeout": 60}'
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
