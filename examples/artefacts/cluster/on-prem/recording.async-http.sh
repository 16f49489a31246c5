curl -X POST --oauth2-bearer "${STT_ACCESS_TOKEN:?set STT_ACCESS_TOKEN}" --fail-with-body \
  --header 'Content-Type: audio/wav' \
  --cacert certs/cpd.pem \
  --data-binary @call.wav \
  'https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api/v1/recognitions?model=en-US_NarrowbandModel&acoustic_customization_id=9b2e0c1d-7f3a-4c55-8d21-0a1b2c3d4e5f&timestamps=true'
