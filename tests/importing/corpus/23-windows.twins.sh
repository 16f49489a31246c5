# What the commands of 23-windows.cmd come to, by hand: cmd.exe cannot be had here, the arguments of curl can.

curl -X POST -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @v01.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @v02.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony&timestamps=true"

curl -u "apikey:$STT_APIKEY" -F 'metadata={"part_content_type":"audio/flac"}' -F upload=@v03.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary '@C:\calls\t03.flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @v05.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @v06.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB%5FTelephony"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@first v07.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_Telephony"
