curl -X POST -u "apikey:${STT_APIKEY:?set STT_APIKEY}" --fail-with-body \
  --header 'Content-Type: audio/l16;rate=8000;endianness=little-endian' \
  --header 'X-Watson-Learning-Opt-Out: true' \
  --upload-file - \
  "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?set STT_INSTANCE_ID}/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-b5ff-4866-824e-6bba1a84fe96&language_customization_id=0f1d2c3b-4a59-4687-9102-132435465768&inactivity_timeout=60"
