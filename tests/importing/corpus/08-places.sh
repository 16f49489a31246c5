# Where the service stands: locations, old hosts, private addresses, installations.

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p01.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

curl -u apikey:$OTHER_APIKEY -H 'Content-Type: audio/flac' --data-binary @p02.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$OTHER_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

# The same instance with another key is another environment.
curl -u apikey:$OTHER_APIKEY -H 'Content-Type: audio/flac' --data-binary @p03.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p04.flac "https://api.kr-seo.speech-to-text.watson.cloud.ibm.com/v1/recognize?model=ko-KR_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p05.flac "https://api.private.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=de-DE_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p06.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com:443/instances/$STT_INSTANCE_ID/v1/recognize?model=de-DE_Telephony"

# An address that a variable holds to its end.
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p07.flac "https://$STT_HOST/instances/$STT_INSTANCE_ID/v1/recognize?model=de-DE_Telephony"

# expect: placeholder
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p08.flac "$STT_URL/v1/recognize?model=de-DE_Telephony"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p09.flac "https://api.$STT_LOCATION.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=de-DE_Telephony"

# The hosts of before 2021.
# expect: modernised
# - url https stream.watsonplatform.net/speech-to-text/api/v1/recognize
# + url https api.us-south.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p10.flac "https://stream.watsonplatform.net/speech-to-text/api/v1/recognize?model=en-US_NarrowbandModel"

# expect: modernised
# - url https gateway-syd.watsonplatform.net/speech-to-text/api/v1/recognize
# + url https api.au-syd.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p11.flac "https://gateway-syd.watsonplatform.net/speech-to-text/api/v1/recognize?model=en-US_NarrowbandModel"

# expect: modernised
# - url https gateway-wdc.watsonplatform.net/speech-to-text/api/v1/recognize
# + url https api.us-east.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p12.flac "https://gateway-wdc.watsonplatform.net/speech-to-text/api/v1/recognize?model=en-US_NarrowbandModel"

# expect: modernised
# - url https gateway-tok.watsonplatform.net/speech-to-text/api/v1/recognize
# + url https api.jp-tok.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p13.flac "https://gateway-tok.watsonplatform.net/speech-to-text/api/v1/recognize?model=ja-JP_NarrowbandModel"

# expect: modernised
# - url https gateway-lon.watsonplatform.net/speech-to-text/api/v1/recognize
# + url https api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p14.flac "https://gateway-lon.watsonplatform.net/speech-to-text/api/v1/recognize?model=en-GB_NarrowbandModel"

# expect: modernised
# - url https gateway-seo.watsonplatform.net/speech-to-text/api/v1/recognize
# + url https api.kr-seo.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p15.flac "https://gateway-seo.watsonplatform.net/speech-to-text/api/v1/recognize?model=ko-KR_NarrowbandModel"

# expect: modernised, credential
# - url https stream.watsonplatform.net/speech-to-text/api/v1/recognize
# - auth basic 11111111-aaaa-made-up
# + url https api.us-south.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognize
# + auth basic apikey
curl -X POST -u "11111111-aaaa-made-up:hunter2hunter2" --header "Content-Type: audio/wav" --data-binary @p16.wav "https://stream.watsonplatform.net/speech-to-text/api/v1/recognize?model=ja-JP_BroadbandModel"

# A colleague's test host, without TLS: the language wants https.
# expect: corrected
# - url http cpd.example.com/v1/recognize
# + url https cpd.example.com/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p21.flac "http://cpd.example.com/v1/recognize?model=en-US_NarrowbandModel"

# Other services and other pages.
# expect: left out
curl https://ops.example.com/status

# expect: left out
curl -X POST -d grant_type=urn:ibm:params:oauth:grant-type:apikey -d "apikey=$STT_APIKEY" https://iam.cloud.ibm.com/identity/token

# No scheme: curl takes http.
# expect: corrected
# - url http cpd.example.com/v1/recognize
# + url https cpd.example.com/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p24.flac "cpd.example.com/v1/recognize?model=en-US_NarrowbandModel"

# A method that is only misspelt.
# expect: corrected
# - url https api.us-east.speech-to-text.watson.cloud.ibm.com/instances/v-STT_INSTANCE_ID/v1/recognise
# + url https api.us-east.speech-to-text.watson.cloud.ibm.com/instances/v-STT_INSTANCE_ID/v1/recognize
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @p25.flac "https://api.us-east.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognise?model=en-US_Telephony"
