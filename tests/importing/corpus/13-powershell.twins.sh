# What the commands of 13-powershell.ps1 come to, by hand: PowerShell cannot be had here, the arguments of curl can.

curl -X POST -u "apikey:$STT_APIKEY" --header "Content-Type: audio/flac" --data-binary "@t01.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary "@it's t02.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary '@C:\calls\t03.flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary @t04.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=en-GB_NarrowbandModel&timestamps=true"

curl --oauth2-bearer "$IAM_TOKEN" -H 'Content-Type: audio/flac' --data-binary @t05.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -s -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary @t06.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary '@cost $5 t07.flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -F 'metadata={"part_content_type":"audio/flac"}' -F upload=@t08.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:kQ7-made-up-key_0013" -H 'Content-Type: audio/flac' --data-binary @t09.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -X POST -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary @t10.flac --url-query "callback_url=https://ops.example.com/stt/results" --url-query "user_token=$BATCH_ID" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -F 'metadata={
  "part_content_type": "audio/flac",
  "keywords": ["it'\''s $5"], "keywords_threshold": 0.5
}' -F upload=@t11.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary @t12.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H 'Content-Type: audio/flac' --data-binary @t12.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl -u "apikey:$STT_APIKEY" -H "Content-Type: audio/flac" --data-binary @t13.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"
