# What is seldom, and still seen.

# Two requests of one command.
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @o01.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" --next -u apikey:$STT_APIKEY -H 'Content-Type: audio/wav' --data-binary @o01.wav "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Multimedia"

# Without -X, a file that is uploaded is PUT.
# expect: corrected
# - method PUT
# + method POST
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -T o02.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# Several bodies are joined by ampersands, which no audio survives.
# expect: left out
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @o03.flac --data-binary @o03.wav "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# A page for Word had its way with it: the dashes and quotes are no longer those of a keyboard.
# expect: corrected
# lines: typed
curl –u “apikey:$STT_APIKEY” ––header “Content-Type: audio/flac” --data-binary “@o04.flac” “https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony”

# A fragment stays with the client.
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @o05.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony#later"

# Over a pipe of its own, and quietly in the background.
curl -s -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @o06.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony" > o06.json 2>&1 & wait

# Upper case where it is none of it.
# expect: corrected
# - query model=en-gb_telephony
# + query model=en-GB_Telephony
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @o07.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-gb_telephony"

# A header without a value is sent by nobody, one with a semicolon is sent empty.
# expect: left out
# - header X-Watson-Test:
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'X-Watson-Test;' --data-binary @o08.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# A header that no catalogue of the service has.
# expect: kept
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Accept-Language: en' --data-binary @o09.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# An entity of HTML, copied with the source of a page.
# expect: corrected
# - query amp;timestamps=true
# + query timestamps=true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @o11.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&amp;timestamps=true"
