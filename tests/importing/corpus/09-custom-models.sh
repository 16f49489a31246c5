# Custom models: their ids, their base, and the names that these parameters had.

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c01.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01"

# The same model again, and given once.
# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c02.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01&model=en-US_NarrowbandModel&timestamps=true"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c03.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&language_customization_id=0f1d2c3b-0000-4687-9102-132435465701"

# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c04.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&language_customization_id=0f1d2c3b-0000-4687-9102-132435465701&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01&customization_weight=0.4"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c05.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&language_customization_id=0f1d2c3b-0000-4687-9102-132435465701&grammar_name=order-numbers"

curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c06.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01&base_model_version=en-US_NarrowbandModel.v2018-07-31"

# What a variable holds may need percent signs, and then gets them.
# expect: respelt
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c07.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=$ACOUSTIC_ID"

# The name of until 2018.
# expect: modernised
# - query customization_id=0f1d2c3b-0000-4687-9102-132435465701
# + query language_customization_id=0f1d2c3b-0000-4687-9102-132435465701
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c08.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&customization_id=0f1d2c3b-0000-4687-9102-132435465701"

# The name of three months.
# expect: modernised
# - query version=en-US_NarrowbandModel.v2018-07-31
# + query base_model_version=en-US_NarrowbandModel.v2018-07-31
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c09.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01&version=en-US_NarrowbandModel.v2018-07-31"

# expect: corrected
# - query accoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01
# + query acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c10.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&accoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01"

# expect: corrected
# - query langauge_customization_id=0f1d2c3b-0000-4687-9102-132435465701
# + query language_customization_id=0f1d2c3b-0000-4687-9102-132435465701
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c11.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&langauge_customization_id=0f1d2c3b-0000-4687-9102-132435465701"

# No base is named here, but the commands above say which it is. It was not sent, and then the service's own is meant.
# expect: corrected
# + query model=en-US_NarrowbandModel
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c12.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01"

# Another base for the same model: one of the two is wrong.
# expect: mistake
# check: STT4
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c13.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_BroadbandModel&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe01"

# A generation that has no acoustic models.
# expect: mistake
# check: STT4
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c14.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_Telephony&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe09"

# A weight of nothing.
# expect: mistake
# check: STT503
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c15.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&customization_weight=0.4"

# An id that is no GUID, but of the letters that the service takes.
curl -u apikey:$STT_APIKEY -H 'Content-Type: audio/flac' --data-binary @c16.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&language_customization_id=my-model"

# The same id in another instance is another model.
curl -u apikey:$OTHER_APIKEY -H 'Content-Type: audio/flac' --data-binary @c17.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$OTHER_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e-0000-4866-824e-6bba1a84fe17"

# What is done with the models themselves.
# expect: left out
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: application/json' --data '{"name": "Call center", "base_model_name": "en-US_NarrowbandModel"}' "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/acoustic_customizations"

# expect: left out
curl -X POST -u apikey:$STT_APIKEY "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/acoustic_customizations/74f4807e-0000-4866-824e-6bba1a84fe01/train?custom_language_model_id=0f1d2c3b-0000-4687-9102-132435465701"

# expect: left out
curl -X GET -u apikey:$STT_APIKEY "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/models/en-US_NarrowbandModel"

# expect: left out
curl -X POST -u apikey:$STT_APIKEY --data-binary @corpus.txt "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/customizations/0f1d2c3b-0000-4687-9102-132435465701/corpora/first"

# expect: left out
curl -X POST -u apikey:$STT_APIKEY --cookie-jar cookies.txt "https://stream.watsonplatform.net/speech-to-text/api/v1/sessions"

# expect: left out
curl -X DELETE -u apikey:$STT_APIKEY -H "X-Watson-Metadata: customer_id=acme-42" "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/user_data?customer_id=acme-42"
