curl -X POST -u "apikey:${STT_STAGING_APIKEY:?set STT_STAGING_APIKEY}" --fail-with-body \
  --header 'Content-Type: audio/flac' \
  --data-binary @complaint.flac \
  "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${STT_STAGING_INSTANCE_ID:?set STT_STAGING_INSTANCE_ID}/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=2f6d1b8e-90c4-4a37-b5e1-7c8d9e0f1a2b&language_customization_id=3a7e2c9f-01d5-4b48-86f2-8d9e0f1a2b3c&inactivity_timeout=60&keywords=refund%2Corder%20number%2Clawyer%20%26%20court&keywords_threshold=0.5"
