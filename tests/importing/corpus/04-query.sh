# What stands in the address, and how it is written there.

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q01.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&timestamps=true&word_confidence=true&max_alternatives=3"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q02.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?keywords=refund,order&keywords_threshold=0.5&model=en-US_NarrowbandModel"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q03.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&keywords=order%20number%2Crefund&keywords_threshold=0.50"

# No number in JSON.
# expect: corrected, respelt
# - query keywords_threshold=.5
# + query keywords_threshold=0.5
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q04.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&keywords=order+number,refund&keywords_threshold=.5"

# Quotes around each keyword are sent, and belong to no keyword.
# expect: modernised
# - query keywords="refund","order number"
# + query keywords=refund,order number
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q05.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&keywords=%22refund%22%2C%22order%20number%22&keywords_threshold=0.5"

# expect: modernised
# - query keywords="refund","invoice"
# + query keywords=refund,invoice
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q06.flac 'https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=en-US_NarrowbandModel&keywords="refund","invoice"&keywords_threshold=0.5'

# Curl takes no body with -G.
# expect: assumed, respelt
# + body file call.flac
# - framing none
# + framing chunked
curl -G -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-urlencode 'keywords=order number,refund' -d model=en-US_NarrowbandModel -d keywords_threshold=0.5 "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q08.flac --url-query model=en-US_NarrowbandModel --url-query 'keywords=order number,refund' --url-query keywords_threshold=0.5 "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q09.flac --url-query +timestamps=true "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

curl -g -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q10.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&smart_formatting=true&speaker_labels=true"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q11.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&profanity_filter=false&word_alternatives_threshold=0.01&inactivity_timeout=-1"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q12.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&end_of_phrase_silence_time=1.5&split_transcript_at_phrase_end=true&speech_detector_sensitivity=0.6&background_audio_suppression=0.25"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q13.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&keywords=Gr%C3%B6%C3%9Fe,caf%C3%A9&keywords_threshold=0.4"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q14.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&audio_metrics=true&max_alternatives=1"

# Curl's own patterns: braces would make two requests.
# expect: left out
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q15.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model={en-US_NarrowbandModel,en-US_BroadbandModel}"

# A misspelling that is certain.
# expect: corrected
# - query word_confidance=true
# + query word_confidence=true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q16.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&word_confidance=true"

# expect: corrected
# - query keyword=refund
# + query keywords=refund
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q17.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&keyword=refund&keywords_threshold=0.5"

# One that is not: it is sent as it was.
# expect: kept
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q18.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&brand_new=3"

# What only a WebSocket knows: check says so.
# expect: mistake
# check: STT5
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q19.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&interim_results=true"

# A model by a variable, which a profile cannot leave open.
# expect: left out
# - query model=en-US_NarrowbandModel
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q20.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=$MODEL"

# The ampersand was not quoted: the shell ends the command there.
# expect: corrected
# + query timestamps=true
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q21.flac https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&timestamps=true

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q22.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q23.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_BroadbandModel&redaction=true"

# Once more with another value: the service takes one of them, nobody says which.
# expect: left out
# - query timestamps=false
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @q24.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_BroadbandModel&timestamps=true&timestamps=false"
