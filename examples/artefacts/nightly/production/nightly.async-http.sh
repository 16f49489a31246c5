curl -X POST -u "apikey:${STT_APIKEY:?set STT_APIKEY}" --fail-with-body --globoff \
  --header 'Content-Type: audio/flac' \
  --header 'Transfer-Encoding: chunked' \
  --header 'X-Watson-Learning-Opt-Out: true' \
  --header 'X-Watson-Metadata: customer_id=acme-43' \
  --upload-file "calls/${BATCH_DATE:?set BATCH_DATE}.flac" \
  --url-query "user_token=${BATCH_ID:?set BATCH_ID}" \
  --url-query results_ttl=120 \
  "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?set STT_INSTANCE_ID}/v1/recognitions?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-b5ff-4866-824e-6bba1a84fe96&language_customization_id=0f1d2c3b-4a59-4687-9102-132435465768&base_model_version=en-US_NarrowbandModel.v2018-07-31&customization_weight=0.4&keywords=refund%2Corder%20number&keywords_threshold=0.5&callback_url=https%3A%2F%2Fops.example.com%2Fstt%2Fresults&events=recognitions.completed_with_results%2Crecognitions.failed"
