# PowerShell's ways of writing. 13-powershell.twins.sh has each as sh would be told to do the same, in the same order.

curl.exe -X POST `
  -u "apikey:$env:STT_APIKEY" `
  --header "Content-Type: audio/flac" `
  --data-binary "@t01.flac" `
  "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl.exe -u "apikey:${env:STT_APIKEY}" -H 'Content-Type: audio/flac' --data-binary '@it''s t02.flac' "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/${env:STT_INSTANCE_ID}/v1/recognize?model=en-GB_NarrowbandModel"

curl.exe -u "apikey:$($env:STT_APIKEY)" -H "Content-Type: audio/flac" --data-binary "@C:\calls\t03.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$($env:STT_INSTANCE_ID)/v1/recognize?model=en-GB_NarrowbandModel"

curl.exe -u "apikey:$env:STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@t04.flac" 'https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=en-GB_NarrowbandModel&timestamps=true' | ConvertFrom-Json

& curl.exe --oauth2-bearer $env:IAM_TOKEN -H "Content-Type: audio/flac" --data-binary "@t05.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

$answer = curl.exe -s -u "apikey:$env:STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@t06.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

# A backtick before a dollar makes it one; before a quote, too.
curl.exe -u "apikey:$env:STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@cost `$5 t07.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

# expect: respelt
curl.exe -u "apikey:$env:STT_APIKEY" -F 'metadata={\"part_content_type\":\"audio/flac\"}' -F "upload=@t08.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

# expect: credential
curl.exe -u "apikey:kQ7-made-up-key_0013" -H "Content-Type: audio/flac" --data-binary "@t09.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl.exe -X POST -u "apikey:$env:STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@t10.flac" `
  --url-query "callback_url=https://ops.example.com/stt/results" --url-query "user_token=$env:BATCH_ID" `
  "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognitions?model=en-GB_NarrowbandModel"

# Lines as they stand; quotes in them reach the program since PowerShell 7.3.
# expect: respelt
curl.exe -u "apikey:$env:STT_APIKEY" -F @'
metadata={
  "part_content_type": "audio/flac",
  "keywords": ["it's $5"], "keywords_threshold": 0.5
}
'@ -F "upload=@t11.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel"

curl.exe -u "apikey:$env:STT_APIKEY" -H "Content-Type: audio/flac" --data-binary "@t12.flac" @"
https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize?model=en-GB_NarrowbandModel
"@

# Texts that are added to each other; and a line as cmd.exe reads it.
curl.exe -u ("apikey:" + $env:STT_APIKEY) -H 'Content-Type: audio/flac' --data-binary ('@' + 't12.flac') ("https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/$env:STT_INSTANCE_ID/v1/recognize" + '?model=en-GB_NarrowbandModel')

curl.exe --% -u "apikey:%STT_APIKEY%" -H "Content-Type: audio/flac" --data-binary @t13.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB_NarrowbandModel"
