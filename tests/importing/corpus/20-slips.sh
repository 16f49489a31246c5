# What a hand slips into, and a server may forgive.

# An ampersand too many, in the middle, at the end, at the beginning.
# expect: respelt
# - query =
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e01.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&&timestamps=true"

# expect: respelt
# - query =
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e02.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&"

# expect: respelt
# - query =
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e03.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?&model=en-GB_Telephony"

# A question mark and nothing behind it.
# expect: respelt
# - query =
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e04.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?"

# expect: respelt
# - query =
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e05.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&="

# Letters encoded that need not be.
# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e06.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?%6Dodel=en-GB_Telephony&word_confidence=%74rue"

# A blank at the end.
# expect: corrected
# - query model=en-GB_Telephony 
# + query model=en-GB_Telephony
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e07.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony%20"

# A version with a point, which is the same number.
# check: STT522
# expect: corrected, mistake
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e08.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&smart_formatting=true&smart_formatting_version=2.0"

# expect: corrected
# - query timestamps=True
# + query timestamps=true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e09.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&timestamps=True"

# A name in capitals.
# expect: corrected
# - query Timestamps=true
# + query timestamps=true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e10.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&Timestamps=true"

# A slash too many.
# expect: corrected
# - url https api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/v-STT_INSTANCE_ID/v1/recognize/
# + url https api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/v-STT_INSTANCE_ID/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e11.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize/?model=en-GB_Telephony"

# A parameter of the type that has no name.
# expect: respelt
# - header Content-Type: audio/wav;
# + header Content-Type: audio/wav
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/wav;' --data-binary @e12.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
# - header Content-Type: Audio/WAV
# + header Content-Type: audio/wav
curl -u apikey:$STT_APIKEY -H 'Content-Type: Audio/WAV' --data-binary @e13.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'content-TYPE: audio/wav' --data-binary @e14.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
# - header Content-Type: audio/ogg; codecs="opus"
# + header Content-Type: audio/ogg;codecs=opus
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/ogg; codecs="opus"' --data-binary @e15.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/wav' -H 'transfer-encoding: chunked' --data-binary @e16.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: left out
# - header Content-Type: audio/wav
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Content-Type: audio/wav' --data-binary @e17.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: left out
# - header Accept: application/json
# - header Accept-Encoding: deflate, gzip, br, zstd
# - header Cookie: session=1
# - header User-Agent: nightly/1.0
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Accept: application/json' -A nightly/1.0 -b session=1 -H 'Accept-Encoding: deflate, gzip, br, zstd' --data-binary @e18.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: corrected
# - header X-Watson-Learning-Opt-Out: TRUE
# + header X-Watson-Learning-Opt-Out: true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'X-Watson-Learning-Opt-Out: TRUE' --data-binary @e19.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
curl -H "Authorization: bearer $IAM_TOKEN" -H 'Content-Type: audio/flac' --data-binary @e20.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# No password.
# expect: corrected
# - auth basic apikey, and no secret
# + auth basic apikey
curl -u apikey: -H 'Content-Type: audio/flac' --data-binary @e21.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# A blank that belongs to the password.
# expect: corrected
# - auth basic apikey, with blanks
# + auth basic apikey
curl -u "apikey: $STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary @e22.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# Both: curl sends the last one.
# expect: left out
curl -u apikey:$STT_APIKEY -H "Authorization: Bearer $IAM_TOKEN" -H 'Content-Type: audio/flac' --data-binary @e23.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: corrected
# - method post
# + method POST
curl -X post -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e24.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# Texts where the service wants truth and numbers.
# expect: corrected, respelt
# - part metadata: {"max_alternatives": "2", "part_content_type": "audio/flac", "timestamps": "true"}
# + part metadata: {"max_alternatives": 2, "part_content_type": "audio/flac", "timestamps": true}
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/flac","timestamps":"true","max_alternatives":"2"}' -F upload=@e25.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# The file first.
# expect: respelt
curl -u apikey:$STT_APIKEY -F upload=@e26.flac -F 'metadata={"part_content_type": "audio/flac"}' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# The name that is sent is not the file's.
# expect: left out
# - part upload: name other.flac
# + part upload: name e27.flac
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type": "audio/flac"}' -F 'upload=@e27.flac;filename=other.flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: respelt
# - framing chunked
# + framing length
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -X POST -T - "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" < e28.flac

# What a client sets itself.
# expect: left out
# - header Connection: close
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Connection: close' --data-binary @e29.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: kept
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'User-Agent: batch' --data-binary @e30.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: corrected
# - query timestamps=1
# + query timestamps=true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @e31.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&timestamps=1"
