curl -X POST -u "apikey:${STT_APIKEY:?set STT_APIKEY}" --fail-with-body \
  --header 'Content-Type: audio/flac' \
  --header 'X-Watson-Learning-Opt-Out: true' \
  --data-binary @complaint.flac \
  "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?set STT_INSTANCE_ID}/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-b5ff-4866-824e-6bba1a84fe96&language_customization_id=0f1d2c3b-4a59-4687-9102-132435465768&base_model_version=en-US_NarrowbandModel.v2020-01-16&inactivity_timeout=60&keywords=refund%2Corder%20number%2Clawyer%20%26%20court&keywords_threshold=0.5"
