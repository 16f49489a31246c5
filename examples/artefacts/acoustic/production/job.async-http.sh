curl -X POST -u "apikey:${STT_APIKEY:?set STT_APIKEY}" --fail-with-body \
  --header 'Content-Type: audio/flac' \
  --data-binary @audio-file.flac \
  "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?set STT_INSTANCE_ID}/v1/recognitions?acoustic_customization_id=5a2d4c7e-1b0f-4e89-9c3a-6d8e7f102938"
