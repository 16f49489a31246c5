# Forms: a part with the parameters, and a part for each file.

# expect: respelt
curl -X POST -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/flac","data_parts_count":2,"timestamps":true}' -F upload=@m1.flac -F upload=@m2.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# expect: respelt
curl -X POST -u apikey:$STT_APIKEY --form metadata="{\"part_content_type\":\"audio/flac\",\"data_parts_count\":1,\"keywords\":[\"refund\",\"order number\"],\"keywords_threshold\":0.5}" --form upload="@m3.flac" "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# The header that curl writes itself, only without its boundary.
# expect: respelt
curl -X POST -u apikey:$STT_APIKEY --form-string 'metadata={"part_content_type":"audio/wav","data_parts_count":1}' -F 'upload=@m4.wav' "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# expect: respelt, left out
# - part metadata: type application/json
# - part upload: type audio/flac
# + part upload: type application/octet-stream
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/flac"};type=application/json' -F 'upload=@m5.flac;type=audio/flac' "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# expect: respelt
curl -u apikey:$STT_APIKEY \
  -F metadata='{
    "part_content_type": "audio/flac",
    "max_alternatives": 2,
    "word_confidence": true
  }' \
  -F upload='@"calls/one; two, three.flac"' \
  "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# The parameters in a file, which we do not read.
# expect: left out
curl -u apikey:$STT_APIKEY -F metadata=@meta.json -F upload=@m7.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# expect: left out
curl -u apikey:$STT_APIKEY -F 'metadata=<meta.json' -F upload=@m8.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# A comma too much.
# expect: corrected
# - part metadata: text {"part_content_type":"audio/flac",}
# + part metadata: {"part_content_type": "audio/flac"}
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/flac",}' -F upload=@m9.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# Curl adds the boundary.
# expect: respelt
curl -X POST -u apikey:$STT_APIKEY -H 'Content-Type: multipart/form-data' -F 'metadata={"part_content_type":"audio/flac","data_parts_count":1}' -F upload=@m10.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# For -F the semicolon ends the value.
# expect: corrected, respelt
# - part metadata: text {"part_content_type":"audio/l16
# + part metadata: {"part_content_type": "audio/l16;rate=16000", "smart_formatting": true}
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/l16;rate=16000","smart_formatting":true}' -F "upload=@calls/$BATCH_DATE.pcm" "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"

# What no form knows.
# expect: mistake
# check: STT5
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/flac"}' -F upload=@m12.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel&interim_results=true"

# Each file under a name of its own.
# expect: respelt
# - part upload_1: file m13.flac
# - part upload_1: name m13.flac
# - part upload_1: type application/octet-stream
# - part upload_2: file m14.flac
# - part upload_2: name m14.flac
# - part upload_2: type application/octet-stream
# + part upload: file m13.flac
# + part upload: name m13.flac
# + part upload: type application/octet-stream
# + part upload: file m14.flac
# + part upload: name m14.flac
# + part upload: type application/octet-stream
curl -u apikey:$STT_APIKEY -F 'metadata={"part_content_type":"audio/flac","data_parts_count":2}' -F upload_1=@m13.flac -F upload_2=@m14.flac "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"
