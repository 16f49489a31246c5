# Jobs, with and without a callback.

curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @j01.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?model=de-DE_NarrowbandModel"

# expect: respelt
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @j02.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?callback_url=https://ops.example.com/stt/results&user_token=job25&model=de-DE_NarrowbandModel"

# expect: respelt
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @j03.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?callback_url=https%3A%2F%2Fops.example.com%2Fstt%2Fresults&events=recognitions.completed_with_results%2Crecognitions.failed&results_ttl=120&model=de-DE_NarrowbandModel"

# expect: respelt
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @j04.flac --url-query "user_token=$BATCH_ID" --url-query "callback_url=https://ops.example.com/stt/results" "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?model=de-DE_NarrowbandModel&events=recognitions.started"

curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' -H 'Transfer-Encoding: chunked' -T j05.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?model=de-DE_NarrowbandModel&processing_metrics=true&processing_metrics_interval=2.5"

# The registration that belongs to the callback: no recognition, but the job's plan has it.
# expect: credential
# becomes: registration
curl -X POST -u apikey:$STT_APIKEY "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/register_callback?callback_url=https://ops.example.com/stt/results&user_secret=made-up-Secret-77"

# expect: left out
curl -X POST -u apikey:$STT_APIKEY "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/register_callback?callback_url=https://elsewhere.example.com/stt&user_secret=$STT_CALLBACK_SECRET"

# expect: left out
curl -X GET -u apikey:$STT_APIKEY "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions"

# expect: left out
curl -u apikey:$STT_APIKEY "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions/4bd734c0-e575-21f3-de03-f932aa0468a0"

# expect: left out
curl -X DELETE -u apikey:$STT_APIKEY "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions/4bd734c0-e575-21f3-de03-f932aa0468a0"

# An event that nobody sends.
# expect: left out, respelt
# - query events=recognitions.exploded
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @j11.flac "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognitions?callback_url=https://ops.example.com/stt/results&events=recognitions.exploded&model=de-DE_NarrowbandModel"

# The old host, the old names, a job.
# expect: modernised
# - url https stream-fra.watsonplatform.net/speech-to-text/api/v1/recognitions
# + url https api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/*/v1/recognitions
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @j12.flac "https://stream-fra.watsonplatform.net/speech-to-text/api/v1/recognitions?model=de-DE_NarrowbandModel&results_ttl=60"
