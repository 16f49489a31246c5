# How people give credentials. Every value that looks like one here was made up.

curl -X POST -u "apikey:$STT_APIKEY" --header "Content-Type: audio/flac" --data-binary @call.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=de-DE_NarrowbandModel"

curl -X POST --user "apikey:${STT_APIKEY}" -H "Content-Type: audio/wav" --data-binary @call.wav "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID}/v1/recognize?model=de-DE_NarrowbandModel"

curl -u"apikey:$STT_APIKEY" -H"Content-Type: audio/ogg" --data-binary @call.ogg "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=de-DE_NarrowbandModel"

# The variable is asked for, as our own commands do.
curl -u "apikey:${STT_APIKEY:?set STT_APIKEY}" -H "Content-Type: audio/mp3" --data-binary @call.mp3 "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?}/v1/recognize?model=de-DE_NarrowbandModel"

# expect: credential
curl -X POST -u "apikey:kQ7-made-up-key_0001" -H "Content-Type: audio/flac" --data-binary @call.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=en-US_NarrowbandModel"

# expect: credential
curl -X POST -u 'apikey:kQ7-made-up-key_0002' -H "Content-Type: audio/flac" --data-binary @other.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=en-US_NarrowbandModel"

# expect: credential
curl -X POST -u apikey:kQ7-made-up-key_0001 -H "Content-Type: audio/flac" --data-binary @third.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=en-US_NarrowbandModel"

curl -X POST -H "Authorization: Bearer $IAM_TOKEN" -H "Content-Type: audio/flac" --data-binary @call.flac "https://api.au-syd.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-AU_Telephony"

# expect: respelt
curl -X POST -H "authorization: bearer $IAM_TOKEN" -H "content-type: audio/flac" --data-binary @lower.flac "https://api.au-syd.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-AU_Telephony"

curl --oauth2-bearer "$IAM_TOKEN" -H "Content-Type: audio/flac" --data-binary @night.flac "https://api.au-syd.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-AU_Telephony"

# expect: credential
curl -H 'Authorization: Bearer eyJhbGciOiJub25l.eyJtYWRlIjoidXAifQ.c2lnbmF0dXJl' -H 'Content-Type: audio/flac' --data-binary @call.flac 'https://api.jp-tok.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ja-JP_Telephony'

# expect: credential
curl --oauth2-bearer eyJhbGciOiJub25l.eyJtYWRlIjoiMnVwIn0.c2lnbmF0dXJl -H 'Content-Type: audio/flac' --data-binary @call2.flac 'https://api.jp-tok.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ja-JP_Telephony'

# A key that stands in the header as curl would have made it: base64 of apikey:kQ7-made-up-key_0003
# expect: credential
curl -H "Authorization: Basic YXBpa2V5OmtRNy1tYWRlLXVwLWtleV8wMDAz" -H "Content-Type: audio/flac" --data-binary @call3.flac "https://api.jp-tok.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ja-JP_Telephony"

# In the address, where nobody should write it.
# expect: credential
curl -H "Content-Type: audio/flac" --data-binary @call4.flac "https://apikey:kQ7-made-up-key_0004@api.jp-tok.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ja-JP_Telephony"

# A user and a password of before 2018.
# expect: credential, modernised
# - auth basic 9c1b2d3e-made-up-user
# + auth basic apikey
curl -u 9c1b2d3e-made-up-user:oldPassw0rd -H "Content-Type: audio/flac" --data-binary @old.flac "https://api.kr-seo.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ko-KR_Telephony"

# expect: modernised
# - auth basic v-STT_USERNAME
# + auth basic apikey
curl -u "$STT_USERNAME:$STT_PASSWORD" -H "Content-Type: audio/flac" --data-binary @older.flac "https://api.kr-seo.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ko-KR_Telephony"

# The token of a Watson service, which nobody hands out any more.
# expect: modernised
# - header X-Watson-Authorization-Token: v-WATSON_TOKEN
# - auth none
# + auth bearer
curl -H "X-Watson-Authorization-Token: $WATSON_TOKEN" -H "Content-Type: audio/flac" --data-binary @oldest.flac "https://api.kr-seo.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ko-KR_Telephony"

# Nobody at all.
# expect: assumed
# - auth none
# + auth basic apikey
curl -H "Content-Type: audio/flac" --data-binary @anonymous.flac "https://api.kr-seo.speech-to-text.watson.cloud.ibm.com/instances/5f0c1e52-7a36-4d0e-9a1d-3b1f5c2e8d01/v1/recognize?model=ko-KR_Telephony"
