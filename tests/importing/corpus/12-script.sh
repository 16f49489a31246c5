#!/bin/sh
# Transcribes what came in today. Called from cron.
set -eu

: "${STT_APIKEY:?}" "${STT_INSTANCE_ID:?}"
BASE="https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID"
MODEL=en-US_NarrowbandModel

usage() {
  echo "usage: $0 FILE" >&2
  echo "it calls curl for each FILE" >&2
  exit 2
}

for file in s01.flac; do
  curl --silent --show-error --fail \
    --user "apikey:$STT_APIKEY" \
    --header "Content-Type: audio/flac" \
    --header "X-Watson-Learning-Opt-Out: true" \
    --data-binary "@$file" \
    "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel" \
    > "$file.json"
done

# expect: placeholder
# then: transcribe w17.flac
transcribe() { curl -sS -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@$1" "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&smart_formatting=true"; }

# curl -u apikey:$STT_APIKEY --data-binary @commented-out.flac "$BASE/v1/recognize"

curl -sS -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @s02.flac "$BASE/v1/recognize?model=$MODEL"

cat <<END
curl in a text is no command
END
