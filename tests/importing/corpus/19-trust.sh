# Run where no authority is trusted: each command says itself whom it trusts, or that it trusts everybody.

curl -k -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a22.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

curl --cacert certs/authority.pem -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @a23.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Multimedia"

# Installations.
curl -k -H "Authorization: Bearer $CPD_TOKEN" -H 'Content-Type: audio/flac' --data-binary @p17.flac "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognize?model=en-US_NarrowbandModel"

curl --cacert certs/authority.pem --oauth2-bearer "$CPD_TOKEN" -H 'Content-Type: audio/flac' --data-binary @p18.flac "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognize?model=en-US_NarrowbandModel"

curl --insecure -H "Authorization: Bearer ${CPD_TOKEN}" -H 'Content-Type: audio/flac' --data-binary @p19.flac "https://cpd.example.com:31843/speech-to-text/stt-release/instances/1600000000000002/api/v1/recognize?model=en-US_NarrowbandModel"

# The namespace is a part of the path there.
curl --insecure -H "Authorization: Bearer ${CPD_TOKEN}" -H 'Content-Type: audio/flac' --data-binary @p20.flac "https://cpd.example.com/zen/speech-to-text/cpd/instances/1600000000000003/api/v1/recognize?model=en-US_NarrowbandModel"
