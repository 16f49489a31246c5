# Where the audio comes from, and how its type gets lost.

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @"calls/2020 06 23/first call.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary "@calls/$BATCH_DATE.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary '@calls/it'\''s "one".flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @- "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" < call.flac

cat call.flac | curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/ogg' --data-binary @- "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# A length is known of what is a file.
# expect: respelt
# - framing chunked
# + framing length
cat call.flac | curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/webm' -T - "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

cat call.flac | curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/mpeg' -H 'Transfer-Encoding: chunked' --data-binary @- "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" | head -c 2000

curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -T call.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Transfer-Encoding: chunked' --upload-file big.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -X POST -Tbig.wav -u apikey:$STT_APIKEY -H 'Content-Type: audio/wav' -H 'Transfer-Encoding: chunked' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Transfer-Encoding: chunked' --data-binary @big.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&inactivity_timeout=60"

# No type: curl says that the audio is a form.
# expect: corrected
# - header Content-Type: application/x-www-form-urlencoded
# + header Content-Type: application/octet-stream
curl -u apikey:$STT_APIKEY --data-binary @untyped.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# -d takes the line ends out of what it reads.
# expect: corrected
# - body file lines.flac without its line ends
# + body file lines.flac
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -d @lines.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# The name of a file instead of its bytes.
# expect: corrected
# - body text forgotten.flac
# + body file forgotten.flac
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary forgotten.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: application/octet-stream' --data-binary @whatever.bin "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# Neither type nor body of curl's own: -T sends no type, and ours says octet-stream, which asks for the same.
# expect: respelt
# + header Content-Type: application/octet-stream
curl -X POST -u apikey:$STT_APIKEY -T untyped2.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/l16;rate=16000;channels=1;endianness=little-endian' --data-binary @raw.pcm "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
# - header Content-Type: audio/l16; rate=8000
# + header Content-Type: audio/l16;rate=8000
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/l16; rate=8000' --data-binary @raw2.pcm "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/mulaw;rate=8000' --data-binary @raw.ulaw "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/ogg;codecs=opus' --data-binary @voice.opus "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/webm;codecs=vorbis' --data-binary @voice.webm "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# A rate is missing, which check says where the type stands.
# expect: mistake
# check: STT6
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/l16' --data-binary @raw3.pcm "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# No body at all: it may be a forgotten line. A profile must have audio.
# expect: assumed
# + body file call.flac
# - framing none
# + framing chunked
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"
