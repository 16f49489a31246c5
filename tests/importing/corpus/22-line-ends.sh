# A file that was written on Windows, for sh.

curl -X POST -u "apikey:$STT_APIKEY" \
  --header "Content-Type: audio/flac" \
  --data-binary @i01.flac \
  "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

# expect: corrected
# - query timestamp=true
# + query timestamps=true
curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @i02.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&timestamp=true"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @i03.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"
