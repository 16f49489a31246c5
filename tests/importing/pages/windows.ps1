# Send the calls of the day.
$url = 'https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/6bbda3b3-d572-45e1-8c54-22d6ed9e52c2'

curl.exe -X POST -u "apikey:$env:STT_APIKEY" `
  -H 'Content-Type: audio/flac' `
  --data-binary '@C:\calls of today\it''s one.flac' `
  "$url/v1/recognize?model=de-DE_Telephony" | ConvertFrom-Json

curl.exe -u "apikey:$env:STT_APIKEY" --form 'metadata={\"part_content_type\": \"audio/flac\", \"timestamps\": true}' `
  --form "upload=@$env:FIRST" --form 'upload=@second.flac' "$url/v1/recognize?model=de-DE_Telephony"

# As our own commands do it: the credentials come by a pipe.
('user = "apikey:' + $env:STT_APIKEY + '"'),
'form-string = "metadata={\"part_content_type\": \"audio/flac\"}"',
'form = "upload=@third.flac"' | curl.exe --config - -X POST --fail-with-body `
  'https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/6bbda3b3-d572-45e1-8c54-22d6ed9e52c2/v1/recognize?model=de-DE_Telephony'
