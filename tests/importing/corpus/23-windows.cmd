@echo off
rem Commands of cmd.exe. 23-windows.twins.sh has each as sh would be told to do the same, in the same order.

curl -X POST -u "apikey:%STT_APIKEY%" ^
  --header "Content-Type: audio/flac" ^
  --data-binary @v01.flac ^
  "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB_Telephony"

curl -u apikey:%STT_APIKEY% -H "Content-Type: audio/flac" --data-binary @v02.flac https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB_Telephony^&timestamps=true

rem expect: respelt
curl -u "apikey:%STT_APIKEY%" -F "metadata={\"part_content_type\":\"audio/flac\"}" -F upload=@v03.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB_Telephony"

curl.exe -u "apikey:%STT_APIKEY%" -H "Content-Type: audio/flac" --data-binary "@C:\calls\t03.flac" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB_Telephony" > v04.json

if exist v05.flac curl -u "apikey:%STT_APIKEY%" -H "Content-Type: audio/flac" --data-binary @v05.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB_Telephony" && echo done

rem Of two percent signs one is left.
rem expect: respelt
curl -u "apikey:%STT_APIKEY%" -H "Content-Type: audio/flac" --data-binary @v06.flac "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=en-GB%%5FTelephony"

set SPOKEN=en-GB_Telephony
set "CALL=first v07.flac"
curl -u "apikey:%STT_APIKEY%" -H "Content-Type: audio/flac" --data-binary "@%CALL%" "https://api.eu-gb.speech-to-text.watson.cloud.ibm.com/instances/%STT_INSTANCE_ID%/v1/recognize?model=%SPOKEN%"
