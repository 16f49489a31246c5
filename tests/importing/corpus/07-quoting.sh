# The same things in the shell's many ways of writing.

curl -X POST \
  -u "apikey:${STT_APIKEY}" \
  --header "Content-Type: audio/flac" \
  --data-binary @w01.flac \
  "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID}/v1/recognize?model=en-US_Telephony"

curl -X POST -u 'apikey:'"$STT_APIKEY" --header Content-Type:\ audio/flac --data-binary @w02.flac https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/"$STT_INSTANCE_ID"/v1/recognize\?model=en-US_Telephony\&timestamps=true

"curl" -u "apikey":"$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@""w03"'.flac' "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

/usr/bin/curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w04.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

STT_REGION=us-south curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w05.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

time curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w06.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w07.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony" | sed 's/[{}]//g' > w07.txt 2>&1

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w08.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony" && echo done || echo failed

mkdir -p out; curl -o out/w09.json -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w09.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"; ls out

answer=$(curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w10.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony")

echo "$(curl -s -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w11.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony")"

(cd . && curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w12.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony")

if curl -f -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w13.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"; then echo yes; fi

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w14.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony" # this one for the auditors

# One keyword in quotes.
# expect: modernised
# - query keywords=5 % off,"hello",it's,a&b,c=d
# + query keywords=5 % off,hello,it's,a&b,c=d
curl -u "apikey:$STT_APIKEY" \
     -H "Content-Type: audio/flac" \
     --data-binary @"w15.flac" \
     --url-query 'keywords=5 % off,"hello",it'"'"'s,a&b,c=d' \
     --url-query keywords_threshold=0.5 \
     "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# A default for a variable that may be unset; a profile knows none.
# expect: left out
curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@${RECORDING:-w16.flac}" "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

# What another program says can only be known by the one who runs it.
# expect: placeholder
curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@$(ls w17.flac)" "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

# expect: placeholder
curl -u "apikey:$(printf %s kQ7-made-up-key_0005)" -H "Content-Type: audio/flac" --data-binary @w18.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

# Continued within its quotes.
curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @w19.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize\
?model=en-US_Telephony\
&smart_formatting=true"

curl -u apikey:"$STT_APIKEY" -H "Content-Type:audio/flac" --data-binary @w20\.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/"$STT_INSTANCE_ID'/v1/recognize?model=en-US_Telephony&redaction='"true"
