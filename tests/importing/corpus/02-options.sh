# Short and long, joined and separate, in any order, and with what does not belong to the request.

curl -XPOST -uapikey:$STT_APIKEY -H'Content-Type: audio/flac' --data-binary @a01.flac https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia

curl https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia --data-binary @a02.flac -H 'Content-Type: audio/flac' -u apikey:$STT_APIKEY

curl --request POST --url https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia --user apikey:$STT_APIKEY --header 'Content-Type: audio/flac' --data-binary @a03.flac

curl --data-binary @a04.flac --header 'Content-Type: audio/flac' -u apikey:$STT_APIKEY --url "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl -sS -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a05.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl -sSfLXPOST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a06.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl -sSuapikey:$STT_APIKEY -HContent-Type:audio/flac --data-binary @a07.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# How the service is reached is no matter of a profile.
# expect: left out
curl -v -i -N --http1.1 -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a08.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl --silent --show-error --fail --location --retry 3 --retry-delay 1 --connect-timeout 10 --max-time 300 -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a09.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl -o a10.json -w '%{http_code}\n' -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a10.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl -oa11.json -D headers.txt -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a11.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# expect: left out
curl --globoff --basic --tlsv1.2 -4 -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a12.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# Repeated: the last -X and the last -u count, headers add up.
# expect: left out
curl -X PUT -X POST -u apikey:$OTHER_APIKEY -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'X-Watson-Learning-Opt-Out: true' --data-binary @a13.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'X-Watson-Metadata: customer_id=acme-42' --data-binary @a14.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# The same as the first, once more: folded.
curl -X POST -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @a01.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# A header that the profile has no word for.
# expect: kept
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'X-Global-Transaction-Id: trace-17' --data-binary @a16.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# A file of options, which is not ours to read: it has the credentials.
# expect: left out, assumed
curl -K stt.conf -H 'Content-Type: audio/flac' --data-binary @a17.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# expect: left out, assumed
curl --config stt.conf -H 'Content-Type: audio/flac' --data-binary @a18.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# An abbreviated long option, which curl takes.
curl --sil --user apikey:$STT_APIKEY --heade "Content-Type: audio/flac" --data-bin @a19.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# An empty proxy is none, but it is said.
# expect: left out
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a20.flac --proxy "" "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# A header of curl's own is taken out.
# expect: left out
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Expect:' --data-binary @a21.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"
