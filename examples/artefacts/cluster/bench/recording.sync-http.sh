curl -X POST --oauth2-bearer "${CPD_TOKEN:?set CPD_TOKEN}" --fail-with-body \
  --header 'Content-Type: audio/wav' \
  --cacert certs/cpd.pem \
  --data-binary @call.wav \
  'https://cpd.example.com/speech-to-text/bench/instances/1600000000000002/api/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f&timestamps=true'
